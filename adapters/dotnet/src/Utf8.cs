using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Unknot
{
    /// <summary>Text across the border: UTF-8 by hand, since netstandard2.0 marshals strings in the system's code page.</summary>
    internal static class Utf8
    {
        // Half of a surrogate pair would become U+FFFD in silence; here it is refused.
        private static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        internal static byte[] Bytes(string text)
        {
            try
            {
                return Strict.GetBytes(text);
            }
            catch (EncoderFallbackException)
            {
                throw new ArgumentException("The text holds half of a surrogate pair, which is no Unicode; remove it.");
            }
        }

        /// <summary>With a NUL at the end; null stays null.</summary>
        internal static byte[] Terminated(string text)
        {
            if (text == null) return null;
            if (text.IndexOf('\0') >= 0) throw new ArgumentException("The text holds a NUL character; remove it.");
            return Bytes(text + "\0");
        }

        /// <summary>A lent text that ends in NUL.</summary>
        internal static string Text(IntPtr utf8)
        {
            if (utf8 == IntPtr.Zero) return "";
            int size = 0;
            while (Marshal.ReadByte(utf8, size) != 0) ++size;
            return Strict.GetString(Copy(utf8, size));
        }

        internal static string Text(byte[] utf8)
        {
            return Strict.GetString(utf8);
        }

        internal static byte[] Copy(IntPtr from, int size)
        {
            var bytes = new byte[size];
            Marshal.Copy(from, bytes, 0, size);
            return bytes;
        }
    }
}
