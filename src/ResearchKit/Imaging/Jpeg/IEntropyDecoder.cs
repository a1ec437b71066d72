namespace ResearchKit.Imaging.Jpeg;

/// <summary>What turns the bytes of a scan into coefficients: Huffman codes or arithmetic coding.</summary>
internal interface IEntropyDecoder
{
    /// <summary>Offset in the file of the next byte that was not taken yet.</summary>
    int Position { get; }

    /// <summary>Decodes one block.</summary>
    /// <param name="i">Which component of the scan.</param>
    /// <param name="component">The component itself.</param>
    /// <param name="block">Its 64 coefficients.</param>
    void Block(int i, Component component, Span<short> block);

    /// <summary>Passes a restart marker and begins anew behind it.</summary>
    void Restart();
}
