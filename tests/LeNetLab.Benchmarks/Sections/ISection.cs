namespace LeNetLab.Benchmarks.Sections;

/// <summary>Figures that belong together.</summary>
internal interface ISection
{
    /// <summary>One word: <c>--only</c> chooses by it.</summary>
    string Name { get; }

    /// <summary>What is measured, and how, in a sentence.</summary>
    string Title { get; }

    /// <summary>Measures what the bench wants of it.</summary>
    void Measure(Bench bench);
}
