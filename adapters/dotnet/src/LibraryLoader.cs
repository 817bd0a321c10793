using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Unknot
{
    /// <summary>Finds the C library and loads it, each file once.</summary>
    internal static class LibraryLoader
    {
        // The C ABI that this adapter was written for. A newer minor version only adds to it.
        private const int Major = 1;
        private const int Minor = 0;

        private static readonly bool Windows = Environment.OSVersion.Platform == PlatformID.Win32NT;
        private static readonly string FileName = Windows ? "unknot.dll" : "libunknot.so.1";
        private static readonly Dictionary<string, Native> Loaded = new Dictionary<string, Native>();

        /// <summary>The library at this path or, for null, where it is found.</summary>
        internal static Native Load(string path)
        {
            if (string.IsNullOrEmpty(path)) path = Environment.GetEnvironmentVariable("UNKNOT_LIBRARY");
            if (string.IsNullOrEmpty(path)) path = Beside() ?? FileName;
            lock (Loaded)
            {
                if (!Loaded.TryGetValue(path, out Native native))
                {
                    IntPtr library = Open(path);
                    native = new Native(name => Windows ? GetProcAddress(library, name) : dlsym(library, Utf8.Terminated(name)));
                    Loaded.Add(path, native);
                }
                return native;
            }
        }

        internal static void CheckVersion(string version)
        {
            string[] numbers = version.Split('.');
            if (int.Parse(numbers[0]) != Major || int.Parse(numbers[1]) < Minor)
            {
                throw new LibraryException("wrong_version", "The Unknot library has version " + version +
                    ", and this adapter needs " + Major + "." + Minor + " or a later " + Major +
                    ".x. Install libunknot and the adapter from the same release.");
            }
        }

        /// <summary>
        /// Beside the program or in the NuGet package's folders: .NET names those in its search directories, while .NET
        /// Framework and Mono know nothing of them.
        /// </summary>
        private static string Beside()
        {
            var folders = new List<string> { AppDomain.CurrentDomain.BaseDirectory };
            string own = typeof(LibraryLoader).Assembly.Location;
            if (!string.IsNullOrEmpty(own)) folders.Add(Path.GetDirectoryName(own));
            string search = AppDomain.CurrentDomain.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string;
            if (search != null) folders.AddRange(search.Split(new[] { Path.PathSeparator }, StringSplitOptions.RemoveEmptyEntries));
            string runtime = (Windows ? "win-" : "linux-") + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            foreach (string folder in folders)
            {
                foreach (string inside in new[] { "", Path.Combine("runtimes", runtime, "native") })
                {
                    string file = Path.Combine(folder, inside, FileName);
                    if (File.Exists(file)) return file;
                }
            }
            return null;
        }

        private static IntPtr Open(string path)
        {
            IntPtr library = Windows ? LoadLibraryEx(path, IntPtr.Zero, Path.IsPathRooted(path) ? AlteredSearchPath : 0)
                : dlopen(Utf8.Terminated(path), Now);
            if (library != IntPtr.Zero) return library;
            string system = Windows ? "error " + Marshal.GetLastWin32Error() : Utf8.Text(dlerror());
            if (Path.GetFileName(path) != path && File.Exists(path))
            {
                throw new LibraryException("unusable_library", path + " is not an Unknot library for this process of " +
                    8 * IntPtr.Size + " bit (" + RuntimeInformation.ProcessArchitecture +
                    "). Take the library of the same architecture; a program built for AnyCPU with Prefer32Bit runs as 32 " +
                    "bit: build it for x64, or switch Prefer32Bit off. The system says: " + system);
            }
            throw new LibraryException("missing_library", "The Unknot library " + path + " was not found. Install it " +
                "(Debian: apt install libunknot1), put it beside the program, or name its file with " +
                "EngineOptions.NativeLibrary or UNKNOT_LIBRARY. The system says: " + system);
        }

        private const uint AlteredSearchPath = 8;
        private const int Now = 2;

        [DllImport("kernel32", EntryPoint = "LoadLibraryExW", CharSet = CharSet.Unicode, SetLastError = true)]
        private static extern IntPtr LoadLibraryEx(string path, IntPtr none, uint flags);

        [DllImport("kernel32", CharSet = CharSet.Ansi, ExactSpelling = true)]
        private static extern IntPtr GetProcAddress(IntPtr library, string name);

        [DllImport("libdl.so.2", CallingConvention = CallingConvention.Cdecl)]
        private static extern IntPtr dlopen(byte[] path, int flags);

        [DllImport("libdl.so.2", CallingConvention = CallingConvention.Cdecl)]
        private static extern IntPtr dlsym(IntPtr library, byte[] name);

        [DllImport("libdl.so.2", CallingConvention = CallingConvention.Cdecl)]
        private static extern IntPtr dlerror();
    }
}
