<?php

declare(strict_types=1);

namespace Unknot;

/**
 * An assessment by the service. It keeps the intake, and asks for a document when that is first wanted.
 *
 * @internal
 */
final class ServiceResult extends Result
{
    private ?string $intake;
    /** @var array<string, string> */
    private array $documents;
    private readonly array $record;

    public function __construct(
        private readonly ServiceEngine $engine,
        #[\SensitiveParameter] string $intake,
        private readonly int $at,
    ) {
        [$json] = $engine->documents($intake, $at, MediaType::JSON);
        $record = json_decode($json, true);
        if (!is_bool($record['complete'] ?? null) || !is_array($record['flags'] ?? null) || Tier::rank($record['tier'] ?? null) === 0) {
            throw ServiceEngine::stranger(200);
        }
        parent::__construct($record['tier'], $record['possible_tier'], $record['complete']);
        $this->record = $record;
        $this->intake = $intake;
        $this->documents = [MediaType::JSON => $json];
    }

    public function flags(): array
    {
        $this->intake();
        return array_map(fn (array $flag) => new Flag(
            $flag['id'],
            $flag['status'],
            $flag['tier'],
            $flag['possible_tier'],
            $flag['title'],
            $flag['reason'],
        ), $this->record['flags']);
    }

    public function document(?string $mediaType): string
    {
        $mediaType ??= MediaType::JSON;
        $intake = $this->intake();
        if (!isset($this->documents[$mediaType])) {
            [$json, $document] = $this->engine->documents($intake, $this->at, $mediaType);
            if ($json !== $this->documents[MediaType::JSON]) {
                throw ServiceEngine::failure('changed', 'The service has another pack now: assess again.');
            }
            $this->documents[$mediaType] = $document;
        }
        return $this->documents[$mediaType];
    }

    private function intake(): string
    {
        return $this->intake ?? throw new \LogicException('This result is closed; use it before close().');
    }

    public function close(): void
    {
        $this->intake = null;
        $this->documents = [];
    }
}
