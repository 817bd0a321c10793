// Keys and tokens for a test: a line of JSON in, a line of JSON out, until there are no more.
//   {"make": "RS384", "id": "a", "bits": 2048}            the public key, which it keeps the other half of
//   {"sign": {claims}, "header": {…}, "key": "a"}         a token, as jose makes it
//   {"put": "claims", "header": "text", "key": "a"}       one of any texts, signed by OpenSSL
import crypto from 'node:crypto';
import { createInterface } from 'node:readline';

globalThis.crypto ??= crypto.webcrypto; // Node 18 has it, but not there
globalThis.CryptoKey ??= crypto.webcrypto.CryptoKey;
const { SignJWT, importPKCS8 } = await import('jose');

const keys = new Map();
const made = {
  RS384: (bits) => crypto.generateKeyPairSync('rsa', { modulusLength: bits ?? 2048 }),
  ES384: () => crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES256: () => crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};

async function answer({ make, bits, id, sign, put, header, key }) {
  if (make) {
    const pair = made[make](bits);
    keys.set(id, pair.privateKey);
    return { ...pair.publicKey.export({ format: 'jwk' }), kid: id, alg: make, use: 'sig', private: pair.privateKey.export({ format: 'jwk' }) };
  }
  const secret = keys.get(key);
  if (sign) {
    const pem = secret.export({ type: 'pkcs8', format: 'pem' });
    return new SignJWT(sign).setProtectedHeader(header).sign(await importPKCS8(pem, header.alg));
  }
  const text = [header, put].map((part) => Buffer.from(part).toString('base64url')).join('.');
  const signature = crypto.sign('sha384', Buffer.from(text), { key: secret, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
