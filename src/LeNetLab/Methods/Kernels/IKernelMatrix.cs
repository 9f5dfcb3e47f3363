namespace LeNetLab.Methods.Kernels;

/// <summary>A symmetric, positive semidefinite matrix of kernel values, had row by row.</summary>
internal interface IKernelMatrix
{
    /// <summary>Rows, and columns.</summary>
    int Count { get; }

    /// <summary>An element of the diagonal.</summary>
    double Diagonal(int row);

    /// <summary>A row. It stays as it is until the row after the next is asked for.</summary>
    ReadOnlySpan<float> Row(int row);
}
