using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>What can be held against a run once the size of its dataset is known.</summary>
public static class SpecLimits
{
    /// <summary>What is wrong, each with the way out, by every rule for runs; empty if nothing is.</summary>
    /// <param name="run">A resolved run.</param>
    /// <param name="trainImagesAvailable">Images in the dataset's training set.</param>
    public static IReadOnlyList<string> Check(RunSpec run, int trainImagesAvailable)
    {
        TrainingSpec training = run.Training;
        if (RunRules.Problems(run) is { Count: > 0 } wrong)
            return wrong;
        if (training.TrainImages > trainImagesAvailable)
        {
            return [$"`{SettingTable.TrainImages.With($"{training.TrainImages}")}` is more than the "
                + $"{trainImagesAvailable} training images that the dataset has; ask for fewer, or for `all`"];
        }

        int images = training.TrainImages ?? trainImagesAvailable;
        string?[] problems =
        [
            ValidationProblem(training.ValidationImages, images),
            BatchProblem(training.BatchSize, training.ValidationImages, images),
            run.Model.Method is null ? null : ImagesProblem(images - training.ValidationImages),
            NeighboursProblem(run.Model.Method as MethodSpec.Neighbours, images - training.ValidationImages),
        ];
        return [.. problems.OfType<string>()];
    }

    /// <summary>Something must be left to train on.</summary>
    internal static string? ValidationProblem(int validation, int images) => validation >= images
        ? $"`{SettingTable.ValidationImages.With($"{validation}")}` leaves nothing to train on, "
            + $"of {images} training images"
        : null;

    /// <summary>A method that is no network has all its images before it at once.</summary>
    private static string? ImagesProblem(int images) => images > MethodModel.MostImages
        ? $"what is no network takes at most {MethodModel.MostImages:#,0} training images, not {images:#,0}; "
            + $"`{SettingTable.TrainImages}` can take fewer"
        : null;

    /// <summary>No more can vote than there are.</summary>
    private static string? NeighboursProblem(MethodSpec.Neighbours? spec, int images) =>
        images > 0 && spec?.K > images
            ? $"`{SettingTable.K.With($"{spec.K}")}` is more than the {images} images that can vote; ask fewer, or "
                + "take more images"
            : null;

    /// <summary>A batch larger than what is left to train on would never be full.</summary>
    internal static string? BatchProblem(int batch, int validation, int images) =>
        validation < images && batch > images - validation
            ? $"`{SettingTable.BatchSize.With($"{batch}")}` is more than the {images - validation} images "
                + "that are trained on; take a smaller batch or more images"
            : null;
}
