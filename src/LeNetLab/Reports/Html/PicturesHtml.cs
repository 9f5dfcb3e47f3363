using System.Text;
using System.Text.Encodings.Web;
using LeNetLab.Naming;
using LeNetLab.Reports.Pictures;

namespace LeNetLab.Reports.Html;

/// <summary>
/// The part of a page that shows what networks say of images: the hardest, some of each class, the mistakes.
/// </summary>
/// <param name="pictures">What is shown.</param>
internal sealed class PicturesHtml(DatasetPictures pictures)
{
    private readonly PictureBoard board = new();

    /// <summary>The section.</summary>
    /// <param name="on">What tells the heading from that of another dataset; mostly empty.</param>
    public string Section(string on)
    {
        var html = new StringBuilder($"<section class=\"pictures\">\n<h2>What the networks see{on}</h2>\n");
        if (pictures.Note.Length > 0)
            html.Append($"<p>{pictures.Note.Trim()}</p>\n");
        html.Append(Hardest()).Append(Predictions()).Append(Mistakes());
        html.Append(new NetworksHtml(pictures.Networks, board).Parts());
        return html.Append(board.Script()).Append("</section>\n").ToString();
    }

    private string Hardest()
    {
        if (pictures.Hardest.Count == 0)
            return "";
        string[] variants = [.. pictures.Hardest[0].Votes.Select(votes => votes.Variant)];
        return "<h3>The hardest test images</h3>\n"
            + "<p>Those that most of the networks shown here are wrong about, and what the networks of each variant say: "
            + "the class, and how many of its seeds say it.</p>\n"
            + Table(
                ["Test image", "It is", .. variants.Select(Code)],
                pictures.Hardest.Select(judged => (judged.Digit, judged.Votes.Select(votes => Cell(judged, votes)))));
    }

    private static string Cell(JudgedDigit judged, Votes votes)
    {
        string said = string.Join(", ", votes.Classes.Select(vote => $"{vote.Class} ({vote.Runs})"));
        return Cell(said, votes.Classes[0].Class != judged.Digit.Label);
    }

    private string Predictions()
    {
        if (pictures.Networks.Count == 0)
            return "";
        IEnumerable<(Digit, IEnumerable<string>)> rows = pictures.Networks[0].Sayings.Select((saying, i) =>
            (saying.Digit, pictures.Networks.Select(network => Cell(network.Sayings[i]))));
        return "<h3>Predictions and their probabilities</h3>\n<p>The first test image of each class and the hardest ones, "
            + "as one network of each variant sees them: the one whose test error is the median of its seeds. The "
            + "likeliest class, then the next.</p>\n"
            + Table(["Test image", "It is", .. pictures.Networks.Select(network => Code(network.Run.Variant))], rows)
            + $"<p>These networks are {string.Join("; ", pictures.Networks.Select(NetworksHtml.Origin))}. "
            + "<code>make show RUN=&lt;id&gt;</code> tells the rest of each.</p>\n";
    }

    private static string Cell(Saying saying)
    {
        int first = saying.Ranking[0], second = saying.Ranking[1];
        return Cell(
            $"{first} {Percent(saying.Probabilities[first])}"
            + $"<br><small>then {second} {Percent(saying.Probabilities[second])}</small>",
            first != saying.Digit.Label);
    }

    private string Mistakes()
    {
        var html = new StringBuilder();
        foreach ((string variant, IReadOnlyList<(Digit Digit, Votes Votes)> digits) in pictures.Mistakes)
        {
            if (digits.Count == 0)
                continue;
            html.Append($"<details>\n<summary>{Code(variant)}: {Counted.Of(digits.Count, "image")}</summary>\n")
                .Append("<ul class=\"digits\">\n");
            foreach ((Digit digit, Votes votes) in digits)
            {
                string said = string.Join(
                    ", ", votes.Classes.Where(vote => vote.Class != digit.Label)
                        .Select(vote => $"{vote.Class} ({vote.Runs} of {votes.Runs})"));
                html.Append($"<li>{board.Canvas(digit, Name(digit))}<span><b>{digit.Label}</b>, said {said}</span></li>\n");
            }

            html.Append("</ul>\n</details>\n");
        }

        return html.Length == 0 ? "" : "<h3>Misclassified by each variant</h3>\n"
            + "<p>The images that most of a variant's networks are wrong about: what each is, and what how many said.</p>\n"
            + html;
    }

    private string Table(IEnumerable<string> header, IEnumerable<(Digit Digit, IEnumerable<string> Cells)> rows)
    {
        var html = new StringBuilder($"{MarkdownHtml.Scroll}<table class=\"digits\">\n<thead><tr>");
        html.AppendJoin("", header.Select(cell => $"<th scope=\"col\">{cell}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach ((Digit digit, IEnumerable<string> cells) in rows)
        {
            html.Append($"<tr><td>{board.Canvas(digit, Name(digit))} <small>{digit.Index}</small></td>")
                .Append($"<td>{digit.Label}</td>").AppendJoin("", cells).Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table></div>\n").ToString();
    }

    /// <summary>A name of the reader's as code.</summary>
    internal static string Code(string text) => $"<code>{HtmlEncoder.Default.Encode(text)}</code>";

    private static string Name(Digit digit) => $"Test image {digit.Index}, a {digit.Label}";

    // Not by colour alone: the sign is read aloud too.
    private static string Cell(string html, bool wrong) =>
        wrong ? $"<td class=\"wrong\"><span role=\"img\" aria-label=\"wrong\">✗</span> {html}</td>" : $"<td>{html}</td>";

    private static string Percent(double probability) => probability switch
    {
        >= 0.9995 and < 1 => "&gt; 99.9 %",
        > 0 and < 0.0005 => "&lt; 0.1 %",
        _ => $"{100 * probability:0.0} %",
    };
}
