using System;
using System.Runtime.InteropServices;

namespace Unknot
{
    /// <summary>
    /// The functions of <c>unknot.h</c> in one loaded library. They are looked up by name, and not declared with
    /// DllImport, so that a program can say where the library is and an old one can be refused with words. All are cdecl:
    /// with any other convention a 32-bit process loses its stack.
    /// </summary>
    internal sealed class Native
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct Options
        {
            internal uint StructSize;
            internal uint Reserved;
            internal IntPtr PackPath;
            internal IntPtr Pack;
            internal UIntPtr PackSize;
            internal IntPtr OverlayPath;
            internal IntPtr Overlay;
            internal UIntPtr OverlaySize;
            internal IntPtr PdfModule;
            internal IntPtr MinPackVersion;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Call
        {
            internal uint StructSize;
            internal uint Reserved;
            internal long AtUnixSeconds;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct FilledFlag
        {
            internal uint StructSize;
            internal int Status;
            internal int Tier;
            internal int PossibleTier;
            internal IntPtr Id;
            internal IntPtr Title;
            internal IntPtr Reason;
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int EngineOpenFunction(ref Options options, out IntPtr engine);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void FreeFunction(IntPtr handle);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr TextFunction(SafeHandle handle);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr SizedTextFunction(SafeHandle handle, out UIntPtr size);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int PackFunction(SafeHandle engine, out IntPtr result);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int QuestionsFunction(SafeHandle engine, byte[] locale, byte[] mediaType, out IntPtr result);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int AssessFunction(SafeHandle engine, ref Call call, byte[] intake, UIntPtr size,
            out IntPtr result);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int NumberFunction(SafeHandle result);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int FlagFunction(SafeHandle result, int index, ref FilledFlag flag);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int DocumentFunction(SafeHandle result, byte[] mediaType, out IntPtr bytes, out UIntPtr size);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr StatusNameFunction(int status);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr VersionFunction();

        internal readonly EngineOpenFunction EngineOpen;
        internal readonly FreeFunction EngineClose;
        internal readonly TextFunction EngineError;
        internal readonly SizedTextFunction EngineInfo;
        internal readonly PackFunction EnginePack;
        internal readonly QuestionsFunction EngineQuestions;
        internal readonly AssessFunction Assess;
        internal readonly TextFunction ResultError;
        internal readonly NumberFunction ResultTier;
        internal readonly NumberFunction ResultPossibleTier;
        internal readonly NumberFunction ResultComplete;
        internal readonly NumberFunction ResultFlagCount;
        internal readonly FlagFunction ResultFlag;
        internal readonly DocumentFunction ResultDocument;
        internal readonly FreeFunction ResultFree;
        internal readonly StatusNameFunction StatusName;
        internal readonly VersionFunction Version;

        internal Native(Func<string, IntPtr> find)
        {
            Version = Function<VersionFunction>(find, "unknot_version");
            LibraryLoader.CheckVersion(Utf8.Text(Version()));
            EngineOpen = Function<EngineOpenFunction>(find, "unknot_engine_open");
            EngineClose = Function<FreeFunction>(find, "unknot_engine_close");
            EngineError = Function<TextFunction>(find, "unknot_engine_error");
            EngineInfo = Function<SizedTextFunction>(find, "unknot_engine_info");
            EnginePack = Function<PackFunction>(find, "unknot_engine_pack");
            EngineQuestions = Function<QuestionsFunction>(find, "unknot_engine_questions");
            Assess = Function<AssessFunction>(find, "unknot_assess");
            ResultError = Function<TextFunction>(find, "unknot_result_error");
            ResultTier = Function<NumberFunction>(find, "unknot_result_tier");
            ResultPossibleTier = Function<NumberFunction>(find, "unknot_result_possible_tier");
            ResultComplete = Function<NumberFunction>(find, "unknot_result_complete");
            ResultFlagCount = Function<NumberFunction>(find, "unknot_result_flag_count");
            ResultFlag = Function<FlagFunction>(find, "unknot_result_flag");
            ResultDocument = Function<DocumentFunction>(find, "unknot_result_document");
            ResultFree = Function<FreeFunction>(find, "unknot_result_free");
            StatusName = Function<StatusNameFunction>(find, "unknot_status_name");
        }

        private static T Function<T>(Func<string, IntPtr> find, string name)
        {
            IntPtr address = find(name);
            if (address == IntPtr.Zero)
            {
                throw new LibraryException("unusable_library", "The library has no " + name +
                    ", so it is not Unknot's. Name the file of libunknot.so.1 or unknot.dll.");
            }
            return (T)(object)Marshal.GetDelegateForFunctionPointer(address, typeof(T));
        }

        /// <summary>Throws what the library said, if a call failed.</summary>
        internal void Check(int status, IntPtr problem)
        {
            if (status != 0) throw UnknotException.Of(Utf8.Text(StatusName(status)), Utf8.Text(problem));
        }
    }

    /// <summary>A handle of the library, freed once, and never while a call uses it.</summary>
    internal sealed class Handle : SafeHandle
    {
        private readonly Native.FreeFunction free;

        internal Handle(IntPtr made, Native.FreeFunction free) : base(IntPtr.Zero, true)
        {
            this.free = free;
            SetHandle(made);
        }

        public override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        protected override bool ReleaseHandle()
        {
            free(handle);
            return true;
        }
    }
}
