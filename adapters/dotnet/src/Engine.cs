using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Unknot
{
    /// <summary>
    /// A checked, immutable pack, ready to assess. Open one for the whole program and share it: any number of threads may
    /// use it at once. It may be disposed of before its results.
    /// </summary>
    public sealed class Engine : IDisposable
    {
        private const string NoIntake =
            "Give the intake as JSON; {\"answers\": {}} is a patient who answered nothing.";

        private readonly Native native;
        private readonly Handle handle;

        /// <summary>Opens the built-in pack.</summary>
        /// <exception cref="LibraryException">The C library is missing or does not fit.</exception>
        public Engine() : this(new EngineOptions()) { }

        /// <summary>
        /// Opens a pack, which is read and checked whole, so that nothing is left to fail while a patient waits.
        /// </summary>
        /// <param name="options">What differs from the defaults.</param>
        /// <exception cref="LibraryException">The C library is missing or does not fit.</exception>
        /// <exception cref="PackException">The pack or the overlay is refused.</exception>
        /// <exception cref="FileException">A named file cannot be read.</exception>
        /// <exception cref="UnsupportedException">The PDF module cannot be used.</exception>
        public Engine(EngineOptions options)
        {
            if (options == null) throw new ArgumentNullException(nameof(options), "new EngineOptions() has all defaults.");
            native = LibraryLoader.Load(options.NativeLibrary);
            var pins = new List<GCHandle>();
            try
            {
                var passed = new Native.Options
                {
                    StructSize = (uint)Marshal.SizeOf(typeof(Native.Options)),
                    PackPath = Pin(pins, Utf8.Terminated(options.PackPath)),
                    Pack = Pin(pins, options.Pack),
                    PackSize = Size(options.Pack),
                    OverlayPath = Pin(pins, Utf8.Terminated(options.OverlayPath)),
                    Overlay = Pin(pins, options.Overlay),
                    OverlaySize = Size(options.Overlay),
                    PdfModule = Pin(pins, Utf8.Terminated(options.PdfModule)),
                    MinPackVersion = Pin(pins, Utf8.Terminated(options.MinPackVersion))
                };
                int status = native.EngineOpen(ref passed, out IntPtr made);
                handle = new Handle(made, native.EngineClose);
                if (status == 0) return;
                using (handle) native.Check(status, native.EngineError(handle));
            }
            finally
            {
                foreach (GCHandle pin in pins) pin.Free();
            }
        }

        private static IntPtr Pin(List<GCHandle> pins, byte[] bytes)
        {
            if (bytes == null) return IntPtr.Zero;
            // An empty array has no address, and would not be seen as given.
            var pin = GCHandle.Alloc(bytes.Length == 0 ? new byte[1] : bytes, GCHandleType.Pinned);
            pins.Add(pin);
            return pin.AddrOfPinnedObject();
        }

        private static UIntPtr Size(byte[] bytes)
        {
            return (UIntPtr)(uint)(bytes == null ? 0 : bytes.Length);
        }

        /// <summary>Assesses one intake.</summary>
        /// <param name="intake">JSON as <c>intake.schema.json</c> describes it, or a FHIR R4 QuestionnaireResponse.</param>
        /// <param name="at">When the patient was seen, after 1970-01-01T00:00:00Z; null: not given.</param>
        /// <returns>The assessment; dispose of it.</returns>
        /// <exception cref="IntakeException">The intake is refused as a whole.</exception>
        /// <exception cref="UnknotArgumentException">The time lies outside what the library takes.</exception>
        public Result Assess(string intake, DateTimeOffset? at = null)
        {
            if (intake == null) throw new ArgumentNullException(nameof(intake), NoIntake);
            return Assess(Utf8.Bytes(intake), at);
        }

        /// <summary>Assesses one intake.</summary>
        /// <param name="intake">As the other overload takes it, in UTF-8.</param>
        /// <param name="at">When the patient was seen, after 1970-01-01T00:00:00Z; null: not given.</param>
        /// <returns>The assessment; dispose of it.</returns>
        /// <exception cref="IntakeException">The intake is refused as a whole.</exception>
        /// <exception cref="UnknotArgumentException">The time lies outside what the library takes.</exception>
        public Result Assess(byte[] intake, DateTimeOffset? at = null)
        {
            if (intake == null) throw new ArgumentNullException(nameof(intake), NoIntake);
            var call = new Native.Call { StructSize = (uint)Marshal.SizeOf(typeof(Native.Call)) };
            if (at.HasValue)
            {
                call.AtUnixSeconds = at.Value.ToUnixTimeSeconds();
                if (call.AtUnixSeconds == 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(at),
                        "1970 begins without a patient; give null if the time is not known.");
                }
            }
            // An empty array has no address, and none would be a wrong call instead of an empty intake.
            byte[] passed = intake.Length == 0 ? new byte[1] : intake;
            int status = native.Assess(Open(), ref call, passed, (UIntPtr)(uint)intake.Length, out IntPtr made);
            return new Result(native, status, made);
        }

        /// <summary>Assesses one intake in a thread of the pool.</summary>
        /// <param name="intake">As <see cref="Assess(string, DateTimeOffset?)"/> takes it.</param>
        /// <param name="at">When the patient was seen; null: not given.</param>
        /// <param name="cancellation">Cancels the call as long as it has not begun; it takes less than a millisecond.</param>
        /// <returns>The assessment to come; it fails with what the call in this thread throws.</returns>
        public Task<Result> AssessAsync(string intake, DateTimeOffset? at = null,
            CancellationToken cancellation = default(CancellationToken))
        {
            if (intake == null) throw new ArgumentNullException(nameof(intake), NoIntake);
            return Task.Run(() => Assess(intake, at), cancellation);
        }

        /// <summary>Assesses one intake in a thread of the pool.</summary>
        /// <param name="intake">UTF-8, not to be changed before the call is done.</param>
        /// <param name="at">When the patient was seen; null: not given.</param>
        /// <param name="cancellation">Cancels the call as long as it has not begun.</param>
        /// <returns>The assessment to come; it fails with what the call in this thread throws.</returns>
        public Task<Result> AssessAsync(byte[] intake, DateTimeOffset? at = null,
            CancellationToken cancellation = default(CancellationToken))
        {
            if (intake == null) throw new ArgumentNullException(nameof(intake), NoIntake);
            return Task.Run(() => Assess(intake, at), cancellation);
        }

        /// <summary>What the engine is, as JSON: library, pack, locales, question ids, source attributes, limits.</summary>
        public string Info
        {
            get
            {
                bool held = false;
                Open().DangerousAddRef(ref held);  // the text is lent by the engine, which must not end meanwhile
                try
                {
                    IntPtr text = native.EngineInfo(handle, out UIntPtr size);
                    return Utf8.Text(Utf8.Copy(text, (int)size));
                }
                finally
                {
                    handle.DangerousRelease();
                }
            }
        }

        /// <summary>The questions in the order in which to ask them.</summary>
        /// <param name="locale">Such as <c>"en-US"</c>; null: the pack's first.</param>
        /// <param name="mediaType">
        /// <see cref="MediaType.Json"/>, or <see cref="MediaType.Fhir"/> for a FHIR R4 Questionnaire; null: JSON.
        /// </param>
        /// <returns>The document.</returns>
        /// <exception cref="UnsupportedException">There is no such locale or document.</exception>
        public string Questions(string locale = null, string mediaType = null)
        {
            int status = native.EngineQuestions(Open(), Utf8.Terminated(locale), Utf8.Terminated(mediaType), out IntPtr made);
            using (var result = new Result(native, status, made)) return Utf8.Text(result.Document(null));
        }

        /// <summary>The pack as it was loaded, as JSON: questions, rules, topics, texts.</summary>
        public string Pack()
        {
            int status = native.EnginePack(Open(), out IntPtr made);
            using (var result = new Result(native, status, made)) return Utf8.Text(result.Document(null));
        }

        /// <summary>The library's version, such as <c>"1.0.0"</c>.</summary>
        public string Version
        {
            get { return Utf8.Text(native.Version()); }
        }

        private Handle Open()
        {
            if (handle.IsClosed)
            {
                throw new ObjectDisposedException(nameof(Engine), "This engine is disposed of; keep it while it is used.");
            }
            return handle;
        }

        /// <summary>Ends the engine, as soon as no call in another thread uses it. Its results stay whole.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
