<?php

declare(strict_types=1);

namespace Unknot;

/**
 * A checked, immutable pack, ready to assess. Open one a process and keep it; processes that are forked afterwards may
 * use it, too. It may be closed before its results.
 */
final class Engine implements Assessor
{
    private readonly \FFI $library;
    private ?\FFI\CData $engine;

    /**
     * Opens a pack, which is read and checked whole, so that nothing is left to fail while a patient waits.
     *
     * @param string|null $packPath       a pack's folder or JSON file; null: the built-in pack
     * @param string|null $pack           the pack as one JSON file in memory; not together with $packPath
     * @param string|null $overlayPath    a site's overlay, folder or JSON file
     * @param string|null $overlay        the overlay as one JSON file in memory; not together with $overlayPath
     * @param string|null $pdfModule      absolute path of libunknot-pdf.so.1, to make PDF possible; see unknot.h
     * @param string|null $minPackVersion refuse an older pack, such as "1.2.0"
     * @param string|null $library        absolute path of libunknot.so.1; null: UNKNOT_LIBRARY of the environment,
     *                                    what ffi.preload loaded, or the system's
     *
     * @throws LibraryException     the C library is missing or does not fit
     * @throws PackException        the pack or the overlay is refused
     * @throws FileException        a named file cannot be read
     * @throws UnsupportedException the PDF module cannot be used
     */
    public function __construct(
        ?string $packPath = null,
        ?string $pack = null,
        ?string $overlayPath = null,
        ?string $overlay = null,
        ?string $pdfModule = null,
        ?string $minPackVersion = null,
        ?string $library = null,
    ) {
        $this->engine = null;
        $this->library = Native::load($library);
        $options = $this->library->new('unknot_options');
        $options->struct_size = \FFI::sizeof($options);
        $kept = [];  // what the options point to
        $given = ['pack_path' => $packPath, 'overlay_path' => $overlayPath, 'pdf_module' => $pdfModule,
            'min_pack_version' => $minPackVersion, 'pack' => $pack, 'overlay' => $overlay];
        foreach ($given as $name => $text) {
            if ($text === null) {
                continue;
            }
            $size = strlen($text);
            if ($name === 'pack' || $name === 'overlay') {
                $options->{$name . '_size'} = $size;
            } elseif (str_contains($text, "\0")) {
                throw new \ValueError("$name: the text holds a NUL character; remove it.");
            }
            $kept[$name] = $this->library->new('char[' . $size + 1 . ']');
            \FFI::memcpy($kept[$name], $text, $size);
            $options->$name = $this->library->cast('char*', \FFI::addr($kept[$name]));
        }
        $out = $this->library->new('unknot_engine*');
        $status = $this->library->unknot_engine_open(\FFI::addr($options), \FFI::addr($out));
        $this->engine = $out;
        try {
            Native::check($this->library, $status, $this->library->unknot_engine_error($out));
        } catch (UnknotException $error) {
            $this->close();  // PHP destructs nothing whose constructor threw
            throw $error;
        }
    }

    public function assess(
        #[\SensitiveParameter] array|string $intake,
        \DateTimeInterface|int|null $at = null,
    ): Result {
        $json = Input::json($intake);
        $call = $this->library->new('unknot_call');
        $call->struct_size = \FFI::sizeof($call);
        $call->at_unix_seconds = Input::seconds($at);
        $out = $this->library->new('unknot_result*');
        $status = $this->library->unknot_assess($this->handle(), \FFI::addr($call), $json, strlen($json), \FFI::addr($out));
        return new NativeResult($this->library, $status, $out);
    }

    public function info(): string
    {
        return $this->library->unknot_engine_info($this->handle(), null);
    }

    public function questions(?string $locale = null, ?string $mediaType = null): string
    {
        $out = $this->library->new('unknot_result*');
        $status = $this->library->unknot_engine_questions($this->handle(), $locale, $mediaType, \FFI::addr($out));
        return (new NativeResult($this->library, $status, $out))->document(null);
    }

    /** The pack as it was loaded, as JSON: questions, rules, topics, texts. */
    public function pack(): string
    {
        $out = $this->library->new('unknot_result*');
        $status = $this->library->unknot_engine_pack($this->handle(), \FFI::addr($out));
        return (new NativeResult($this->library, $status, $out))->document(null);
    }

    /** The library's version, such as "1.0.0". */
    public function version(): string
    {
        return $this->library->unknot_version();
    }

    private function handle(): \FFI\CData
    {
        return $this->engine ?? throw new \LogicException('This engine is closed; keep it while it is used.');
    }

    public function close(): void
    {
        if ($this->engine !== null) {
            $this->library->unknot_engine_close($this->engine);
            $this->engine = null;
        }
    }

    public function __destruct()
    {
        $this->close();
    }

    private function __clone()
    {
    }
}
