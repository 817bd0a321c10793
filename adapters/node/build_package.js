#!/usr/bin/env node
// build_package.js LIBRARY FOLDER [PLATFORM=LIBRARY …]: writes the npm package that carries this shared library, and those
// of other platforms as Node names them (win32-x64, win32-ia32), and prints its path.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

if (process.argv.length < 4) {
  console.error("usage: build_package.js LIBRARY FOLDER [PLATFORM=LIBRARY …]");
  process.exit(64);
}
const [library, folder] = process.argv.slice(2, 4).map((path) => resolve(path));
const others = process.argv.slice(4).map((other) => other.split("="));
const here = fileURLToPath(new URL(".", import.meta.url));
const staging = mkdtempSync(join(tmpdir(), "unknot-package-"));
try {
  const placeOf = (platform) => {
    const place = join(staging, "lib", platform);
    mkdirSync(place, { recursive: true });
    return place;
  };
  mkdirSync(folder, { recursive: true });
  for (const part of ["index.js", "index.d.ts", "src", "README.md", "../../LICENSE"]) {
    cpSync(join(here, part), join(staging, part.replace("../../", "")), { recursive: true });
  }
  const { devDependencies, ...manifest } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  writeFileSync(join(staging, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
  execFileSync("strip", ["--strip-unneeded", "-o", join(placeOf(`${process.platform}-${process.arch}`), "libunknot.so.1"), library]);
  for (const [platform, dll] of others) cpSync(dll, join(placeOf(platform), "unknot.dll"));
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: staging, encoding: "utf8" });
  console.log(join(folder, packed.trim()));
} finally {
  rmSync(staging, { recursive: true });
}
