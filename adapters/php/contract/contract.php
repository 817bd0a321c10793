<?php

/**
 * contract.php PACKAGE CASES ROOT OLD_LIBRARY: the adapter in PACKAGE says what the C ABI says, in any order of closing, in forked workers,
 * without growth; and it answers misuse with words. Any difference ends it with exit code 1.
 */

declare(strict_types=1);

[, $package, $path, $root, $old] = $argv;
require "$package/unknot.php";
require __DIR__ . '/cases.php';
require __DIR__ . '/refused.php';

use Unknot\Engine;

const SILENT = '{"answers": {}}';
const CALLS = 10000;
const GROWTH_KILOBYTES = 8 * 1024;

function refused_to_open(string $class, string $words, string|null ...$options): void
{
    refused($class, $words, fn () => new Engine(...$options));
}

/** FFI's header is unknot.h without what FFI cannot read. */
function header_is_the_librarys(string $header, string $root): void
{
    $plain = function (string $path): string {
        $text = preg_replace('~/\*.*?\*/|^\h*#.*?(?<!\\\\)$|extern "C" \{|^\}$|\bUNKNOT_(API|CALL|NOEXCEPT)\b~ms', '', file_get_contents($path));
        return trim(preg_replace(['/\s+/', '/ ?([;,(){}]) ?/'], [' ', '$1'], $text));
    };
    expect('unknot.ffi', $plain("$root/include/unknot/unknot.h"), $plain($header));
}

function engine_says_what_it_is(Engine $engine, array $cases): void
{
    expect('version', $cases['version'], $engine->version());
    expect('info', $cases['info_sha256'], hash('sha256', $engine->info()));
    foreach ($cases['questions'] as $locale => $sha256) {
        expect("questions $locale", $sha256, hash('sha256', $engine->questions($locale)));
    }
    expect('first locale', $engine->questions(array_key_first($cases['questions'])), $engine->questions());
    expect('pack', true, str_starts_with($engine->pack(), '{'));
    expect('questionnaire', 'Questionnaire', json_decode($engine->questions(null, Unknot\MediaType::FHIR), true)['resourceType']);
}

/** The engine first, the results backwards; and what was read before is there afterwards. */
function any_order_of_closing(array $rows): void
{
    $engine = new Engine();
    $rows = array_slice(array_values(array_filter($rows, fn ($row) => $row['status'] === 'ok')), 0, 20);
    $results = array_map(fn ($row) => assess_row($engine, $row), $rows);
    $engine->close();
    $engine->close();
    refused(LogicException::class, 'engine is closed', fn () => $engine->assess(SILENT));
    refused(LogicException::class, 'engine is closed', fn () => $engine->info());
    foreach (array_reverse($rows, true) as $i => $row) {
        check_row($row, fn () => $results[$i]);
        $results[$i]->close();
        $results[$i]->close();
        expect('tier after close', $row['tier'], $results[$i]->tier);
        refused(LogicException::class, 'result is closed', fn () => $results[$i]->html());
        refused(LogicException::class, 'result is closed', fn () => $results[$i]->flags());
    }
}

/** Eight processes at once, with the engine that was opened before they were forked; some close it, some just end. */
function forked_workers(Engine $engine, array $rows): void
{
    $workers = [];
    for ($worker = 0; $worker < 8; ++$worker) {
        $pid = pcntl_fork();
        if ($pid === 0) {
            try {
                for ($i = $worker; $i < count($rows); $i += 3) {  // each row in two or three processes
                    check_row($rows[$i], fn () => assess_row($engine, $rows[$i]));
                }
                if ($worker % 2 === 0) {
                    $engine->close();
                }
                exit(0);
            } catch (Throwable $error) {
                fwrite(STDERR, "$error\n");
                exit(1);
            }
        }
        $workers[] = $pid;
    }
    foreach ($workers as $pid) {
        pcntl_waitpid($pid, $status);
        expect('a forked worker', 0, $status);
    }
}

function arrays(Engine $engine): void
{
    $silent = $engine->assess(SILENT);
    foreach ([['answers' => []], ['answers' => new stdClass()], ['answers' => ['age' => null]],
        ['answers' => [], 'request' => [], 'handout' => ['clinic' => []]], ['answers' => [], 'handout' => []]] as $intake) {
        expect('an array', $silent->tier, $engine->assess($intake)->tier);
    }
    $answers = ['age' => 46, 'infection_risk' => [], 'saddle_numbness' => true];
    expect('lists stay lists', $engine->assess(json_encode(['answers' => $answers]))->json(),
        $engine->assess(['answers' => $answers])->json());
    expect('Umlaute', true, str_contains(
        $engine->assess(['answers' => [], 'handout' => ['patient_name' => 'Jörg Müller']])->html(), 'Jörg Müller'));
    $spanish = $engine->assess(['answers' => [], 'handout' => ['clinic' => ['locale' => 'es-US']]]);
    expect('titles in Spanish', array_column($spanish->record()['flags'], 'title'),
        array_map(fn ($flag) => $flag->title, $spanish->flags()));
    expect('accents', 1, preg_match('/[áéíóúñ]/u', implode(array_map(fn ($flag) => $flag->title . $flag->reason, $spanish->flags()))));
    expect('record', $silent->tier, $silent->record()['tier']);
    refused(Unknot\IntakeException::class, 'missing_member', fn () => $engine->assess([]));
    refused(Unknot\IntakeException::class, '/answers', fn () => $engine->assess(['answers' => ['age']]));
    refused(InvalidArgumentException::class, 'UTF-8', fn () => $engine->assess(['answers' => ["\xff" => 1]]));
    refused(InvalidArgumentException::class, '', fn () => $engine->assess(['answers' => ['age' => NAN]]));
}

function misuse(Engine $engine): void
{
    refused(TypeError::class, 'array|string', fn () => $engine->assess(null));
    refused(TypeError::class, 'array|string', fn () => $engine->assess(new stdClass()));
    refused(TypeError::class, '', fn () => $engine->assess(SILENT, '2026-11-22'));
    refused(ValueError::class, '1970', fn () => $engine->assess(SILENT, 0));
    refused(Unknot\ArgumentException::class, '', fn () => $engine->assess(SILENT, -1));
    refused(Unknot\UnsupportedException::class, 'unknown_locale', fn () => $engine->questions('xx-XX'));
    refused(Unknot\UnsupportedException::class, '', fn () => $engine->questions(null, 'text/html'));
    refused(Error::class, 'clone', fn () => clone $engine);
    refused(Exception::class, 'erializ', fn () => serialize($engine));
    $result = $engine->assess(SILENT, new DateTimeImmutable('2026-11-22 14:30 UTC'));
    expect('same time', $result->json(), $engine->assess(SILENT, 1795357800)->json());
    expect('complete', false, $result->complete);
    expect('order of tiers', true, Unknot\Tier::rank($result->tier) < Unknot\Tier::rank(Unknot\Tier::EMERGENCY));
    expect('fhir', 'transaction', json_decode($result->fhir(), true)['type']);
    refused(ValueError::class, 'Tier', fn () => Unknot\Tier::rank('urgent'));
    refused(Unknot\UnsupportedException::class, 'libunknot-pdf', fn () => $result->pdf());
    refused(Unknot\UnsupportedException::class, '', fn () => $result->document('image/png'));
    refused(Error::class, 'clone', fn () => clone $result);
    refused(Error::class, 'readonly', function () use ($result) {
        $result->tier = 'self_care';
    });
    try {
        $engine->assess(['answers' => ['age' => 'Quagga']]);
    } catch (Unknot\IntakeException $error) {
        expect('no answer in the error', false, str_contains((string) $error . print_r($error->getTrace(), true), 'Quagga'));
    }
}

function options(string $root): void
{
    $engine = new Engine(packPath: "$root/content/lower-back", minPackVersion: '0.0.1');
    expect('pack by path', 'lower-back', json_decode($engine->info(), true)['pack']['id']);
    $overlay = "$root/tests/overlays/good/stricter.json";
    expect('overlay', (new Engine(overlayPath: $overlay))->info(), (new Engine(overlay: file_get_contents($overlay)))->info());
    refused_to_open(Unknot\PackException::class, '', minPackVersion: '99.0.0');
    refused_to_open(Unknot\PackException::class, 'invalid_json', pack: '{');
    refused_to_open(Unknot\PackException::class, '', pack: '');
    refused_to_open(Unknot\PackException::class, '/overlay', overlay: '{"x": 1}');
    refused_to_open(Unknot\FileException::class, 'unreadable', overlayPath: '/no/such/Rücken');
    refused_to_open(Unknot\UnsupportedException::class, '', pdfModule: '/no/such/module.so');
    refused_to_open(Unknot\ArgumentException::class, '', packPath: $root, pack: '{}');
    refused_to_open(ValueError::class, 'NUL', packPath: "a\0b");
}

function libraries(string $old): void
{
    $file = tempnam(sys_get_temp_dir(), 'unknot');
    try {
        refused_to_open(Unknot\LibraryException::class, '(missing_library)', library: '/no/such/libunknot.so.1');
        refused_to_open(Unknot\LibraryException::class, 'apt install libunknot1', library: '/no/such/libunknot.so.1');
        file_put_contents($file, 'This is no library.');
        refused_to_open(Unknot\LibraryException::class, '(unusable_library)', library: $file);
        file_put_contents($file, "\x7fELF\1\1\1" . str_repeat("\0", 4096));
        refused_to_open(Unknot\LibraryException::class, 'same architecture', library: $file);
        refused_to_open(Unknot\LibraryException::class, "not Unknot's", library: 'libm.so.6');
        refused_to_open(Unknot\LibraryException::class, 'same release', library: $old);
    } finally {
        unlink($file);
    }
}

function resident_kilobytes(): int
{
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
}

/** Whatever is closed, and whatever nobody refers to any more, costs nothing. */
function no_growth(): void
{
    $engine = new Engine();
    for ($call = -500; $call < CALLS; ++$call) {
        if ($call === 0) {
            $before = resident_kilobytes();
        }
        $result = $engine->assess(SILENT);
        $result->html();
        $result->flags();
        if ($call % 2 === 0) {
            $result->close();
        }
        refused(Unknot\IntakeException::class, '', fn () => $engine->assess('{'));
    }
    $grown = resident_kilobytes() - $before;
    expect("no growth but $grown KB", true, $grown < GROWTH_KILOBYTES);
}

try {
    $cases = json_decode(file_get_contents($path), true, 512, JSON_THROW_ON_ERROR);
    header_is_the_librarys("$package/unknot.ffi", $root);
    $engine = new Engine();
    engine_says_what_it_is($engine, $cases);
    foreach ($cases['rows'] as $row) {
        check_row($row, fn () => assess_row($engine, $row));
    }
    forked_workers($engine, $cases['rows']);
    arrays($engine);
    misuse($engine);
    any_order_of_closing($cases['rows']);
    options($root);
    libraries($old);
    no_growth();
    echo 'php: ', count($cases['rows']), " intakes as in C\n";
} catch (Throwable $error) {
    fwrite(STDERR, substr((string) $error, 0, 3000) . "\n");
    exit(1);
}
