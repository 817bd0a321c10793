<?php

/** example.php INTAKE: an intake's flags in the terminal, the patient's sheet in handout.html. */

declare(strict_types=1);

require __DIR__ . '/unknot.php'; // or Composer's vendor/autoload.php

$intake = json_decode(file_get_contents($argv[1]), true, flags: JSON_THROW_ON_ERROR);
try {
    $engine = new Unknot\Engine(); // one a process
    $result = $engine->assess($intake); // one for each patient
    echo "Tier: $result->tier\n";
    if (!$result->complete) {
        echo "A person must finish the screen: it could still be $result->possibleTier.\n";
    }
    foreach ($result->flags() as $flag) {
        if ($flag->status !== Unknot\Flag::CLEAR) {
            echo "$flag->title ($flag->status): $flag->reason\n";
        }
    }
    file_put_contents('handout.html', $result->html());
} catch (Unknot\IntakeException $error) {
    fwrite(STDERR, $error->getMessage() . "\n"); // says where, never what the patient answered
    exit(1);
}
