<?php

declare(strict_types=1);

namespace Unknot;

/**
 * An assessment by the library in this process.
 *
 * @internal
 */
final class NativeResult extends Result
{
    private const STATES = [1 => Flag::CLEAR, Flag::OPEN, Flag::RAISED];

    /** Takes over what a call handed out, and throws if the call failed. */
    public function __construct(private readonly \FFI $library, int $status, private ?\FFI\CData $result)
    {
        try {
            Native::check($library, $status, $library->unknot_result_error($result));
        } catch (UnknotException $error) {
            $this->close();  // PHP destructs nothing whose constructor threw
            throw $error;
        }
        parent::__construct(
            Tier::of($library->unknot_result_tier($result)),
            Tier::of($library->unknot_result_possible_tier($result)),
            $library->unknot_result_complete($result) === 1,
        );
    }

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

    public function document(?string $mediaType): string
    {
        $bytes = $this->library->new('char*');
        $size = $this->library->new('size_t');
        $status = $this->library->unknot_result_document($this->handle(), $mediaType, \FFI::addr($bytes), \FFI::addr($size));
        Native::check($this->library, $status, $this->library->unknot_result_error($this->result));
        return \FFI::string($bytes, $size->cdata);
    }

    private function handle(): \FFI\CData
    {
        return $this->result ?? throw new \LogicException('This result is closed; use it before close().');
    }

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
}
