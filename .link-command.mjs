// npx looks into node_modules/.bin before it builds the package anew: with this link `npx touchstone` starts at once.
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'

const link = 'node_modules/.bin/touchstone'

if (process.platform !== 'win32') {
  chmodSync('dist/engine/cli/main.js', 0o755)
  mkdirSync('node_modules/.bin', { recursive: true })
  rmSync(link, { force: true })
  symlinkSync('../../dist/engine/cli/main.js', link)
}
