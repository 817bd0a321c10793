<?php

/** Holds what a call must throw, and with which words. */

declare(strict_types=1);

function refused(string $class, string $words, callable $call): void
{
    try {
        $call();
    } catch (Throwable $error) {
        if ($error instanceof $class && str_contains($error->getMessage(), $words)) {
            return;
        }
        throw new Exception("expected $class with \"$words\"", 0, $error);
    }
    throw new Exception("expected $class with \"$words\", and nothing was thrown");
}
