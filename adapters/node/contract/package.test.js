// The npm package, unpacked where there is nothing else, and used. Needs UNKNOT_LIBRARY.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "unknot-"));
after(() => rmSync(folder, { recursive: true }));

test("the package carries the library and runs the example", () => {
  const dll = join(folder, "any.dll");
  writeFileSync(dll, "as it is");
  const packed = [join(here, "build_package.js"), process.env.UNKNOT_LIBRARY, folder, `win32-x64=${dll}`];
  const built = execFileSync(process.execPath, packed, { encoding: "utf8" });
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "unknot"), { recursive: true });
  execFileSync("tar", ["-xzf", built.trim(), "--strip-components=1", "-C", join(modules, "unknot")]);
  for (const dependency of ["koffi", "@koromix"]) symlinkSync(join(here, "node_modules", dependency), join(modules, dependency));
  cpSync(join(here, "example.js"), join(folder, "example.mjs"));
  const { UNKNOT_LIBRARY, LD_LIBRARY_PATH, ...env } = process.env;
  assert.match(execFileSync(process.execPath, ["example.mjs"], { cwd: folder, env, encoding: "utf8" }), /^tier: same_day/);
  assert.match(readFileSync(join(folder, "handout.html"), "utf8"), /<html/);
  assert.ok(["LICENSE", "README.md", "index.d.ts"].every((name) => existsSync(join(modules, "unknot", name))));
  assert.equal(existsSync(join(modules, "unknot/contract")), false);
  assert.equal(readFileSync(join(modules, "unknot/lib/win32-x64/unknot.dll"), "utf8"), "as it is");
});
