namespace LeNetLab.Engines.Torch;

/// <summary>How the convolutions of a stack are put to PyTorch. Both give the same sums in another order.</summary>
internal enum ConvolutionForm
{
    /// <summary>One convolution in groups, a group for each run: the fastest on a CPU.</summary>
    Groups,

    /// <summary>
    /// Neighbourhoods as columns, and a matrix product for each run: for CUDA, where convolutions in groups of few
    /// maps have slow kernels, and some whose sums come out differently from run to run.
    /// </summary>
    Products,
}
