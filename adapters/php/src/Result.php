<?php

declare(strict_types=1);

namespace Unknot;

/**
 * One assessment, with its documents. It outlives its engine. It is wiped and freed when it is closed, or when nothing
 * refers to it any more; $tier, $possibleTier and $complete are still there after close().
 */
final class Result
{
    private const STATES = [1 => Flag::CLEAR, Flag::OPEN, Flag::RAISED];

    /** The urgency to act on, such as "emergency"; see Tier. */
    public readonly ?string $tier;
    /** The urgency that missing or unsure answers could still bring. */
    public readonly ?string $possibleTier;
    /** False: a missing answer could still raise the tier, and a person must finish the screen. */
    public readonly bool $complete;

    /**
     * Takes over what a call handed out, and throws if the call failed.
     *
     * @internal
     */
    public function __construct(private readonly \FFI $library, int $status, private ?\FFI\CData $result)
    {
        Native::check($library, $status, $library->unknot_result_error($result));
        $this->tier = Tier::of($library->unknot_result_tier($result));
        $this->possibleTier = Tier::of($library->unknot_result_possible_tier($result));
        $this->complete = $library->unknot_result_complete($result) === 1;
    }

    /**
     * All flags of the pack, in its order.
     *
     * @return list<Flag>
     */
    public function flags(): array
    {
        $count = $this->library->unknot_result_flag_count($this->handle());
        $filled = $this->library->new('unknot_flag');
        $filled->struct_size = \FFI::sizeof($filled);
        $flags = [];
        for ($index = 0; $index < $count; ++$index) {
            $status = $this->library->unknot_result_flag($this->result, $index, \FFI::addr($filled));
            Native::check($this->library, $status, '');
            $flags[] = new Flag(
                \FFI::string($filled->id),
                self::STATES[$filled->status],
                Tier::of($filled->tier),
                Tier::of($filled->possible_tier),
                \FFI::string($filled->title),
                \FFI::string($filled->reason),
            );
        }
        return $flags;
    }

    /**
     * A document, made when it is first asked for; the same bytes each time.
     *
     * @param string|null $mediaType of MediaType; null: the record, MediaType::JSON
     *
     * @throws UnsupportedException there is no such document, or no PDF module
     * @throws ArgumentException    for MediaType::FHIR of an assessment without a time
     */
    public function document(?string $mediaType): string
    {
        $bytes = $this->library->new('char*');
        $size = $this->library->new('size_t');
        $status = $this->library->unknot_result_document($this->handle(), $mediaType, \FFI::addr($bytes), \FFI::addr($size));
        Native::check($this->library, $status, $this->library->unknot_result_error($this->result));
        return \FFI::string($bytes, $size->cdata);
    }

    /** The record of everything, as JSON. */
    public function json(): string
    {
        return $this->document(MediaType::JSON);
    }

    /** The record of everything, as an array. */
    public function record(): array
    {
        return json_decode($this->json(), true, 512, JSON_THROW_ON_ERROR);
    }

    /** The patient's handout as data. */
    public function handoutJson(): string
    {
        return $this->document(MediaType::HANDOUT_JSON);
    }

    /** The patient's handout as a page, one file. */
    public function html(): string
    {
        return $this->document(MediaType::HTML);
    }

    /** The patient's handout as text of 72 columns. */
    public function text(): string
    {
        return $this->document(MediaType::TEXT);
    }

    /** The clinic's copy as a page. */
    public function clinicHtml(): string
    {
        return $this->document(MediaType::CLINIC_HTML);
    }

    /**
     * A FHIR R4 transaction.
     *
     * @throws ArgumentException the assessment was given no time
     */
    public function fhir(): string
    {
        return $this->document(MediaType::FHIR);
    }

    /**
     * The handout on paper.
     *
     * @throws UnsupportedException the engine was opened without a PDF module
     */
    public function pdf(): string
    {
        return $this->document(MediaType::PDF);
    }

    private function handle(): \FFI\CData
    {
        return $this->result ?? throw new \LogicException('This result is closed; use it before close().');
    }

    /** Wipes and frees it. Closing it twice is fine. */
    public function close(): void
    {
        if ($this->result !== null) {
            $this->library->unknot_result_free($this->result);
            $this->result = null;
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
