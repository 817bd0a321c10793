<?php

declare(strict_types=1);

namespace Unknot;

/**
 * What every refusal and failure of the library is thrown as. getMessage() says everything at once. No text of it ever
 * holds an answer's value, so it may be logged.
 */
class UnknotException extends \RuntimeException
{
    /**
     * @param string $status         by its name in unknot.h: "argument", "intake", "pack", "io" and so on
     * @param string $problemCode    what is wrong, for programs; a code never changes its meaning
     * @param string $pointer        where, as an RFC 6901 pointer into the input; empty for the whole input
     * @param string $expected       what was expected there, in English; may be empty
     * @param string $problemMessage what is wrong, as an English sentence without the place
     *
     * @internal
     */
    final public function __construct(
        public readonly string $status,
        public readonly string $problemCode,
        public readonly string $pointer,
        public readonly string $expected,
        public readonly string $problemMessage,
    ) {
        parent::__construct(
            "$status: $problemMessage"
            . ($pointer === '' ? '' : " At $pointer.")
            . ($expected === '' ? '' : " Expected: $expected.")
            . " ($problemCode)"
        );
    }

    /**
     * The exception of a status, from the problem that the library wrote as JSON; "" if it wrote none: no memory, or a
     * defect.
     *
     * @internal
     */
    public static function of(string $status, string $json): self
    {
        $problem = json_decode($json, true) ?? [];
        $class = match ($status) {
            'argument' => ArgumentException::class,
            'intake' => IntakeException::class,
            'pack' => PackException::class,
            'io' => FileException::class,
            'unsupported' => UnsupportedException::class,
            'internal' => InternalException::class,
            default => self::class,
        };
        return new $class(
            $status,
            $problem['code'] ?? $status,
            $problem['pointer'] ?? '',
            $problem['expected'] ?? '',
            $problem['message'] ?? 'The library gave no reason.',
        );
    }
}

/** A call that cannot be answered as it was made, such as a FHIR document of an assessment without a time. */
final class ArgumentException extends UnknotException
{
}

/** The intake was refused as a whole; nothing was assessed. */
final class IntakeException extends UnknotException
{
}

/** The pack or the overlay was refused. */
final class PackException extends UnknotException
{
}

/** A named file could not be read. */
final class FileException extends UnknotException
{
}

/** There is no such document or locale here, such as PDF without its module. */
final class UnsupportedException extends UnknotException
{
}

/** A defect of the library. Nothing was assessed; report it. */
final class InternalException extends UnknotException
{
}

/**
 * The C library is missing or cannot be used: the code is "missing_library", "unusable_library", "wrong_version" or
 * "ffi_off", and the message says what to do.
 */
final class LibraryException extends UnknotException
{
}

/** The service could not be asked, let nobody in, or is no unknotd. Nothing is known about the intake. */
final class ServiceException extends UnknotException
{
}
