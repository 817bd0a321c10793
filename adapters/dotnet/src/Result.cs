using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Unknot
{
    /// <summary>
    /// One assessment, with its documents. It outlives its engine. Dispose of it, so that the patient's data is wiped at
    /// once and not when the collector comes by; what <see cref="Tier"/>, <see cref="PossibleTier"/> and
    /// <see cref="Complete"/> say is still there then. Any thread may use it; its documents are made one after another.
    /// </summary>
    public sealed class Result : IDisposable
    {
        private readonly Native native;
        private readonly Handle handle;
        private readonly object oneAtATime = new object();
        private IReadOnlyList<Flag> flags;

        /// Takes over what a call handed out, and throws if the call failed.
        internal Result(Native native, int status, IntPtr made)
        {
            this.native = native;
            handle = new Handle(made, native.ResultFree);
            if (status != 0)
            {
                using (handle) native.Check(status, native.ResultError(handle));
            }
            Tier = (Tier)native.ResultTier(handle);
            PossibleTier = (Tier)native.ResultPossibleTier(handle);
            Complete = native.ResultComplete(handle) == 1;
        }

        /// <summary>The urgency to act on.</summary>
        public Tier Tier { get; }

        /// <summary>The urgency that missing or unsure answers could still bring.</summary>
        public Tier PossibleTier { get; }

        /// <summary>False if a missing answer could still raise the tier, and a person must finish the screen.</summary>
        public bool Complete { get; }

        /// <summary>All flags of the pack, in its order.</summary>
        public IReadOnlyList<Flag> Flags
        {
            get
            {
                lock (oneAtATime)
                {
                    Open();
                    return flags ?? (flags = ReadFlags());
                }
            }
        }

        private IReadOnlyList<Flag> ReadFlags()
        {
            var all = new Flag[native.ResultFlagCount(handle)];
            for (int index = 0; index < all.Length; ++index)
            {
                var flag = new Native.FilledFlag { StructSize = (uint)Marshal.SizeOf(typeof(Native.FilledFlag)) };
                native.Check(native.ResultFlag(handle, index, ref flag), IntPtr.Zero);
                all[index] = new Flag(Utf8.Text(flag.Id), (FlagStatus)flag.Status, (Tier)flag.Tier,
                    (Tier)flag.PossibleTier, Utf8.Text(flag.Title), Utf8.Text(flag.Reason));
            }
            GC.KeepAlive(handle);  // which lends the texts
            return Array.AsReadOnly(all);
        }

        /// <summary>A document, made when it is first asked for; the same bytes each time.</summary>
        /// <param name="mediaType">Of <see cref="MediaType"/>; null: the record, <see cref="MediaType.Json"/>.</param>
        /// <returns>A copy of the document's bytes.</returns>
        /// <exception cref="UnsupportedException">There is no such document, or no PDF module.</exception>
        /// <exception cref="UnknotArgumentException">For FHIR of an assessment without a time.</exception>
        public byte[] Document(string mediaType)
        {
            lock (oneAtATime)
            {
                Open();
                int status = native.ResultDocument(handle, Utf8.Terminated(mediaType), out IntPtr bytes, out UIntPtr size);
                if (status != 0) native.Check(status, native.ResultError(handle));
                byte[] document = Utf8.Copy(bytes, (int)size);
                GC.KeepAlive(handle);  // which lends the bytes
                return document;
            }
        }

        /// <summary>The record of everything, as JSON.</summary>
        public string Json()
        {
            return Utf8.Text(Document(MediaType.Json));
        }

        /// <summary>The patient's handout as data.</summary>
        public string HandoutJson()
        {
            return Utf8.Text(Document(MediaType.HandoutJson));
        }

        /// <summary>The patient's handout as a page, one file.</summary>
        public string Html()
        {
            return Utf8.Text(Document(MediaType.Html));
        }

        /// <summary>The patient's handout as text of 72 columns.</summary>
        public string Text()
        {
            return Utf8.Text(Document(MediaType.Text));
        }

        /// <summary>The clinic's copy as a page.</summary>
        public string ClinicHtml()
        {
            return Utf8.Text(Document(MediaType.ClinicHtml));
        }

        /// <summary>A FHIR R4 transaction.</summary>
        /// <exception cref="UnknotArgumentException">The assessment was given no time.</exception>
        public string Fhir()
        {
            return Utf8.Text(Document(MediaType.Fhir));
        }

        /// <summary>The handout on paper.</summary>
        /// <exception cref="UnsupportedException">There is no <see cref="EngineOptions.PdfModule"/>.</exception>
        public byte[] Pdf()
        {
            return Document(MediaType.Pdf);
        }

        private void Open()
        {
            if (handle.IsClosed)
            {
                throw new ObjectDisposedException(nameof(Result), "This result is disposed of; use it in its using block.");
            }
        }

        /// <summary>Wipes and frees it. Doing so twice is fine.</summary>
        public void Dispose()
        {
            lock (oneAtATime) handle.Dispose();
        }
    }
}
