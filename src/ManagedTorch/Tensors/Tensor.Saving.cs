using ManagedTorch.Core;
using ManagedTorch.Saving;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Saves one tensor; see <see cref="Tensor.save"/>.</summary>
    public static void save(Tensor t, string location) => t.save(location);

    /// <summary>Loads what <see cref="save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file holds no tensor, or is damaged.</exception>
    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        /// <summary>
        /// Saves this tensor's elements, shape and dtype, in the format of
        /// <see cref="TensorExtensionMethods.Save(Tensor, BinaryWriter)"/>. (TorchSharp writes an archive of libtorch
        /// under this name; the extension methods Save and Load write and read the same bytes in both engines.)
        /// </summary>
        /// <param name="location">The file; it is complete or not there.</param>
        public void save(string location) => WholeFile.Write(location, writer => TensorFormat.Write(writer, this));

        /// <summary>Loads what <see cref="save"/> wrote.</summary>
        /// <exception cref="InvalidDataException">The file holds no tensor, or is damaged.</exception>
        public static Tensor load(string location) => WholeFile.Read(location, TensorFormat.Read);
    }
}

// Saving and loading in TorchSharp's own format.
public static partial class TensorExtensionMethods
{
    /// <summary>Writes this tensor's dtype, shape and elements in TorchSharp's own format.</summary>
    public static void Save(this torch.Tensor tensor, BinaryWriter writer) => TensorFormat.Write(writer, tensor);

    /// <summary>As <see cref="Save(torch.Tensor, BinaryWriter)"/>, to a stream, which stays open.</summary>
    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        TensorFormat.Write(writer, tensor);
    }

    /// <inheritdoc cref="torch.Tensor.save(string)"/>
    public static void Save(this torch.Tensor tensor, string location) => tensor.save(location);

    /// <summary>Loads a tensor's elements in place. Nothing is changed when anything is wrong.</summary>
    /// <param name="tensor">A tensor of the saved shape and dtype.</param>
    /// <param name="reader">Where the saved tensor begins; afterwards, where it ends.</param>
    /// <param name="skip">Whether to pass over the saved tensor, whatever it is like.</param>
    /// <exception cref="ArgumentException">The saved tensor has another shape or dtype.</exception>
    /// <exception cref="InvalidDataException">The bytes are no saved tensor.</exception>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        using torch.Tensor saved = TensorFormat.Read(reader);
        if (skip) return;
        if (saved.dtype != tensor.dtype || !saved._shape.AsSpan().SequenceEqual(tensor._shape))
            throw new ArgumentException(
                $"The saved tensor is {saved.dtype} of shape {Shapes.Text(saved._shape)}; it does not fit one of " +
                $"{tensor.dtype} and shape {Shapes.Text(tensor._shape)}.");
        using IDisposable off = torch.no_grad();
        tensor.copy_(saved);
    }

    /// <summary>Loads into <paramref name="tensor"/>, or makes it when it is null.</summary>
    public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is not null) tensor.Load(reader, skip);
        else tensor = Load(reader, skip);
    }

    /// <summary>A new tensor with what was saved; null when it is passed over.</summary>
    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        torch.Tensor saved = TensorFormat.Read(reader);
        if (!skip) return saved;
        saved.Dispose();
        return null!;
    }
}
