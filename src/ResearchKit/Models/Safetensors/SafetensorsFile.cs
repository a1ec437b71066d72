using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ResearchKit.Models.Safetensors;

/// <summary>
/// A safetensors file, mapped into memory: opening it reads the header, and each tensor is read when it is asked for.
/// The format: https://huggingface.co/docs/safetensors, section "Format".
/// </summary>
/// <remarks>
/// Files from strangers are safe to open: the header is checked against all rules of the format (and against the size
/// of the file) before anything is allocated for it. One thread at a time may read.
/// </remarks>
/// <example>
/// <code>
/// using var file = SafetensorsFile.Open("model.safetensors");
/// model.load_state_dict(file.ReadAll());
/// </code>
/// </example>
public sealed class SafetensorsFile : IDisposable
{
    /// <summary>Halves are converted in pieces of this many.</summary>
    private const int Piece = 4096;

    private readonly string _path;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private SafetensorsFile(string path, SafetensorsHeader header, long dataStart, MemoryMappedFile file)
    {
        (_path, _header, _dataStart, _file) = (path, header, dataStart, file);
        _view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>The tensors by name: dtype, shape and place.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _header.Entries;

    /// <summary>The file's <c>__metadata__</c>, such as <c>format = pt</c>; empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SafetensorsException">The file breaks a rule of the format; the message names file and
    /// tensor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            long size = stream.Length;
            var prefix = new byte[Math.Min(size, SafetensorsHeader.PrefixBytes)];
            stream.ReadExactly(prefix);
            var json = new byte[SafetensorsHeader.JsonBytes(prefix, size)];
            stream.ReadExactly(json);
            long dataStart = prefix.Length + json.Length;
            var header = SafetensorsHeader.Parse(json, size - dataStart);
            var file =
                MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None,
                    leaveOpen: false);
            return new SafetensorsFile(path, header, dataStart, file);
        }
        catch (Exception error)
        {
            stream.Dispose();
            if (error is SafetensorsException) throw new SafetensorsException($"{path}: {error.Message}", error);
            throw;
        }
    }

    /// <summary>Reads one tensor: a copy, which outlives the file. F16 and BF16 become float32, exactly.</summary>
    /// <exception cref="KeyNotFoundException">The file has no tensor of that name.</exception>
    /// <exception cref="SafetensorsException">Its dtype is not read here, it has 2 GiB or more, or a truth value is
    /// neither 0 nor 1.</exception>
    public Tensor Read(string name)
    {
        if (!Entries.TryGetValue(name, out SafetensorsEntry? entry))
            throw new KeyNotFoundException($"{_path} has no tensor '{name}'.");
        if (ElementTypes.Read(entry.Dtype) is not { } dtype)
            throw new SafetensorsException(
                $"{_path}: tensor '{name}' is {entry.Dtype}, which is not read here; convert it to F32 first.");
        bool isHalf = entry.Dtype is "F16" or "BF16";
        if (entry.ByteCount * (isHalf ? 2 : 1) > int.MaxValue)
            throw new SafetensorsException(
                $"{_path}: tensor '{name}' of shape {entry.ShapeText} has 2 GiB or more in memory.");
        Tensor tensor = empty(entry.Shape.ToArray(), dtype: dtype);
        if (entry.ByteCount == 0) return tensor;
        if (isHalf) ReadHalves(entry, MemoryMarshal.Cast<byte, float>(tensor.bytes));
        else Bytes(entry.Begin, tensor.bytes);
        if (dtype == ScalarType.Bool && tensor.bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            tensor.Dispose();
            throw new SafetensorsException(
                $"{_path}: tensor '{name}' of truth values has a byte that is neither 0 nor 1.");
        }
        return tensor;
    }

    /// <summary>Reads all tensors, for <c>load_state_dict</c>.</summary>
    /// <exception cref="SafetensorsException">As <see cref="Read"/>.</exception>
    public Dictionary<string, Tensor> ReadAll() => Entries.Keys.ToDictionary(name => name, Read);

    /// <summary>Unmaps and closes the file; tensors that were read stay.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private void Bytes(long at, Span<byte> target) =>
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(_dataStart + at), target);

    private void ReadHalves(SafetensorsEntry entry, Span<float> target)
    {
        Span<ushort> halves = stackalloc ushort[Piece];
        for (int done = 0; done < target.Length; done += Piece)
        {
            Span<ushort> piece = halves[..Math.Min(Piece, target.Length - done)];
            Bytes(entry.Begin + 2L * done, MemoryMarshal.AsBytes(piece));
            Span<float> floats = target.Slice(done, piece.Length);
            if (entry.Dtype == "F16")
                for (int i = 0; i < piece.Length; i++) floats[i] = (float)BitConverter.UInt16BitsToHalf(piece[i]);
            else
                for (int i = 0; i < piece.Length; i++)
                    floats[i] = BitConverter.UInt32BitsToSingle((uint)piece[i] << 16);
        }
    }
}
