using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

public sealed class DataOrderTests
{
    [Fact]
    public void Training_and_validation_images_are_disjoint_and_as_many_as_asked() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Available, PositiveInt Taken, NonNegativeInt Held, int Seed)>(),
            draw =>
            {
                int available = 1 + (draw.Available.Get % 500);
                int taken = 1 + (draw.Taken.Get % available);
                int held = draw.Held.Get % taken;
                var order = new DataOrder(available, taken, held, draw.Seed);
                int[] all = [.. order.Training.Span, .. order.Validation.Span];
                return order.Training.Length == taken - held && order.Validation.Length == held
                    && all.Distinct().Count() == taken && all.All(image => image >= 0 && image < available);
            }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void Without_a_number_every_image_is_trained_on() =>
        Assert.Equal(Enumerable.Range(0, 50), new DataOrder(50, null, 0, 3).Training.ToArray());

    [Fact]
    public void A_sample_is_drawn_from_the_training_images_anew_for_each_epoch()
    {
        var order = new DataOrder(60, 50, 10, 3);
        int[] first = Sample(1), again = Sample(1), second = Sample(2);

        Assert.Equal(12, first.Distinct().Count());
        Assert.Subset(order.Training.ToArray().ToHashSet(), first.ToHashSet());
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);

        int[] Sample(int epoch)
        {
            var sample = new int[12];
            order.FillSample(epoch, sample);
            return sample;
        }
    }

    [Fact]
    public void Fewer_images_are_a_subset_of_more()
    {
        int[] few = new DataOrder(1000, 100, 0, 3).Training.ToArray();
        int[] many = new DataOrder(1000, 300, 0, 3).Training.ToArray();

        Assert.Empty(few.Except(many));
        Assert.NotEqual(Enumerable.Range(0, 100), few);
    }

    [Fact]
    public void Each_epoch_has_an_order_of_its_own_that_depends_on_no_other()
    {
        var order = new DataOrder(200, 150, 50, 3);
        int[] first = Epoch(order, 1), second = Epoch(order, 2);

        Assert.NotEqual(first, second);
        Assert.Equal(order.Training.ToArray(), first.Order());
        Assert.Equal(first, Epoch(new DataOrder(200, 150, 50, 3), 1));
        Assert.NotEqual(first, Epoch(new DataOrder(200, 150, 50, 4), 1));

        static int[] Epoch(DataOrder order, int epoch)
        {
            var images = new int[100];
            order.Fill(epoch, images);
            return images;
        }
    }

    [Theory]
    [InlineData(101, 0, "training.train_images asks for 101 images; the training set has 100.")]
    [InlineData(0, 0, "training.train_images asks for 0 images; the training set has 100.")]
    [InlineData(50, 50, "training.validation_images holds out 50 of 50 images; 0 … 49 would leave some to train on.")]
    public void Images_that_are_not_there_are_refused(int taken, int held, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new DataOrder(100, taken, held, 1)).Message);
}
