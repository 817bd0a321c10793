// Reads an API's description from standard input: exits 0 if it is valid OpenAPI 3.1.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';

const description = JSON.parse(readFileSync(0, 'utf8'));
const validator = new Validator();
const result = await validator.validate(description);
if (!result.valid) console.error(JSON.stringify(result.errors, null, 1));
process.exit(result.valid && validator.version === '3.1' ? 0 : 1);
