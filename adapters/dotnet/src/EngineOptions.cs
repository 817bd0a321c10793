namespace Unknot
{
    /// <summary>
    /// How to open an <see cref="Engine"/>; what is null keeps its default. Paths are handed over as UTF-8, whatever the
    /// system's code page is.
    /// </summary>
    public sealed class EngineOptions
    {
        /// <summary>A pack's folder or JSON file, instead of the pack that is built in.</summary>
        public string PackPath { get; set; }

        /// <summary>The pack as one JSON file in memory; not together with <see cref="PackPath"/>.</summary>
        public byte[] Pack { get; set; }

        /// <summary>A site's overlay, folder or JSON file.</summary>
        public string OverlayPath { get; set; }

        /// <summary>The overlay as one JSON file in memory; not together with <see cref="OverlayPath"/>.</summary>
        public byte[] Overlay { get; set; }

        /// <summary>
        /// Absolute path of <c>libunknot-pdf.so.1</c>, to make PDF possible. What a process takes on with it stands in
        /// <c>unknot.h</c>.
        /// </summary>
        public string PdfModule { get; set; }

        /// <summary>Refuse an older pack, such as <c>"1.2.0"</c>.</summary>
        public string MinPackVersion { get; set; }

        /// <summary>
        /// Absolute path of <c>libunknot.so.1</c> or <c>unknot.dll</c>. Without it, the library is looked for in the
        /// environment variable <c>UNKNOT_LIBRARY</c>, beside the program and in its <c>runtimes</c> folder, and in the
        /// system, in this order.
        /// </summary>
        public string NativeLibrary { get; set; }
    }
}
