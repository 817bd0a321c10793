<?php

declare(strict_types=1);

namespace Unknot;

/**
 * The C library through FFI, found, checked and loaded once a process. Everything that FFI restricts to preloaded code
 * stands in the classes of this folder, so that ffi.enable=preload is enough.
 *
 * @internal
 */
final class Native
{
    /** The C ABI that this adapter was written for. A newer minor version only adds to it. */
    private const MAJOR = 1;
    private const MINOR = 0;
    private const HEADER = __DIR__ . '/../unknot.ffi';

    /** @var array<string, \FFI> */
    private static array $loaded = [];

    /** The library at this path or, for null, where it is found. */
    public static function load(?string $path): \FFI
    {
        $path ??= getenv('UNKNOT_LIBRARY') ?: '';
        return self::$loaded[$path] ??= self::open($path);
    }

    private static function open(string $path): \FFI
    {
        if (!extension_loaded('ffi')) {
            throw self::error('ffi_off', "PHP's FFI extension is not loaded. Add extension=ffi to php.ini (Debian: phpenmod ffi).");
        }
        if ($path === '') {
            try {
                $preloaded = \FFI::scope('unknot');
            } catch (\FFI\Exception) {
                // No ffi.preload: the library is loaded here.
            }
            if (isset($preloaded)) {
                self::checkVersion($preloaded, 'that ffi.preload names');
                return $preloaded;
            }
            $path = PHP_OS_FAMILY === 'Windows' ? 'unknot.dll' : 'libunknot.so.1';
        }
        try {
            // The version first: a library that is too old may lack any other function.
            self::checkVersion(\FFI::cdef('const char* unknot_version(void);', $path), $path);
            return \FFI::cdef(preg_replace('/^#.*$/m', '', file_get_contents(self::HEADER)), $path);
        } catch (\FFI\Exception $error) {
            throw self::explained($path, $error->getMessage());
        }
    }

    private static function checkVersion(\FFI $library, string $path): void
    {
        $version = $library->unknot_version();
        [$major, $minor] = array_map(intval(...), explode('.', $version));
        if ($major !== self::MAJOR || $minor < self::MINOR) {
            $needed = self::MAJOR . '.' . self::MINOR . ' or a later ' . self::MAJOR . '.x';
            throw self::error(
                'wrong_version',
                "The Unknot library $path has version $version, and this adapter needs $needed. "
                . 'Install libunknot and the adapter from the same release.'
            );
        }
    }

    private static function explained(string $path, string $words): LibraryException
    {
        if (str_contains($words, 'restricted')) {
            return self::error(
                'ffi_off',
                'PHP does not let this code use FFI. In php.ini of PHP-FPM set ffi.enable=preload, '
                . 'ffi.preload to unknot.ffi and opcache.preload to unknot.php of this package, '
                . 'as its README shows, and restart PHP-FPM.'
            );
        }
        if (str_contains($words, 'resolving')) {
            return self::error('unusable_library', "$path is a library, but not Unknot's ($words). Name the file of libunknot.so.1.");
        }
        if (basename($path) !== $path && is_file($path)) {
            $bits = 8 * PHP_INT_SIZE;
            return self::error(
                'unusable_library',
                "$path is not an Unknot library for this PHP (" . php_uname('m') . ", $bits bit). "
                . "Install the libunknot of the same architecture. PHP says: $words"
            );
        }
        return self::error(
            'missing_library',
            "The Unknot library $path was not found. Install it (Debian: apt install libunknot1), or name its file "
            . "with new Engine(library: ...) or UNKNOT_LIBRARY. PHP says: $words"
        );
    }

    private static function error(string $code, string $message): LibraryException
    {
        return new LibraryException('library', $code, '', '', $message);
    }

    /** Throws what the library said, if a call failed. */
    public static function check(\FFI $library, int $status, string $problem): void
    {
        if ($status !== 0) {
            throw UnknotException::of($library->unknot_status_name($status), $problem);
        }
    }
}
