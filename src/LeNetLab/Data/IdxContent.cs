namespace LeNetLab.Data;

/// <summary>What an IDX file of 8-bit values holds.</summary>
public enum IdxContent
{
    /// <summary>[image][row][column], magic 0x00000803.</summary>
    Images,

    /// <summary>[image], magic 0x00000801.</summary>
    Labels,
}
