<?php

/**
 * What PHP-FPM runs: PART of PARTS of the rows, with an engine of this request. The classes are preloaded, so nothing is
 * required here. Answers with the worker's process id.
 */

declare(strict_types=1);

require __DIR__ . '/cases.php';

try {
    expect('loaded before the fork', true, str_contains(file_get_contents('/proc/self/maps'), 'libunknot.so.1'));
    $engine = new Unknot\Engine();
    $cases = json_decode(file_get_contents($_SERVER['CASES']), true, 512, JSON_THROW_ON_ERROR);
    expect('info', $cases['info_sha256'], hash('sha256', $engine->info()));
    $parts = (int) $_SERVER['PARTS'];
    for ($i = (int) $_SERVER['PART']; $i < count($cases['rows']); $i += $parts) {
        check_row($cases['rows'][$i], fn () => assess_row($engine, $cases['rows'][$i]));
    }
    try {
        FFI::cdef('int getpid(void);');
        throw new Exception('a script may use FFI, and so the set-up is not the one that is documented');
    } catch (FFI\Exception) {
        // What is preloaded may use it, and nothing else.
    }
    echo 'pid ', getmypid();
} catch (Throwable $error) {
    echo substr((string) $error, 0, 2000);
}
