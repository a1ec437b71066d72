using ManagedTorch.Saving;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Saves parameters and persistent buffers in TorchSharp's own format.</summary>
            /// <param name="location">The file; it is complete or not there.</param>
            /// <param name="skip">Paths to leave out.</param>
            public Module save(string location, IList<string>? skip = null)
            {
                WholeFile.Write(location, writer => save(writer, skip));
                return this;
            }

            /// <summary>Saves as <see cref="save(string, IList{string})"/> does, to a stream, which is
            /// closed.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            /// <summary>Saves as <see cref="save(string, IList{string})"/> does, to a writer, which stays
            /// open.</summary>
            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>Writes tensors in TorchSharp's own format, without those whose paths are in
            /// <paramref name="skip"/>.</summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd,
                IList<string>? skip = null) =>
                TensorFormat.WriteAll(writer, sd.Where(entry => skip is null || !skip.Contains(entry.Key)).ToList());

            /// <summary>
            /// Loads what <see cref="save(string, IList{string})"/> wrote, here or in TorchSharp. Nothing is changed
            /// when anything is wrong.
            /// </summary>
            /// <param name="location">The file.</param>
            /// <param name="strict">Whether the file's paths must be this module's.</param>
            /// <param name="skip">Paths to leave alone.</param>
            /// <param name="loadedParameters">Receives every path of this module or the file, and whether it was
            /// loaded.</param>
            /// <exception cref="InvalidDataException">The file is no saved module.</exception>
            /// <exception cref="InvalidOperationException">The saved module is not like this one.</exception>
            public virtual Module load(string location, bool strict = true, IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return Take(WholeFile.Read(location, TensorFormat.ReadAll), strict, skip, loadedParameters);
            }

            /// <inheritdoc cref="load(string, bool, IList{string}, Dictionary{string, bool})"/>
            public Module load(Stream stream, bool strict = true, IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <exception cref="InvalidDataException">The bytes are no saved module.</exception>
            /// <exception cref="InvalidOperationException">The saved module is not like this one.</exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return Take(TensorFormat.ReadAll(reader), strict, skip, loadedParameters);
            }

            private Module Take(Dictionary<string, Tensor> saved, bool strict, IList<string>? skip,
                Dictionary<string, bool>? loadedParameters)
            {
                load_state_dict(saved, strict, skip);
                if (loadedParameters is null) return this;
                foreach (string path in state_dict().Keys.Union(saved.Keys))
                    loadedParameters[path] = saved.ContainsKey(path) && skip?.Contains(path) != true
                        && (has_parameter(path) || has_buffer(path));
                return this;
            }
        }
    }
}
