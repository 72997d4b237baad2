// Recorded Web API calls against Slack's own TypeScript types: [{method, args}] on standard input,
// [{method, fault}] of those that do not fit on standard output.
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const calls = JSON.parse(fs.readFileSync(0, 'utf8'))
const numbers = new Set(['length', 'limit']) // a form-encoded call carries them as text
const switches = new Set(['include_users', 'include_all_metadata', 'include_num_members'])
const read = (key, value) => numbers.has(key) ? Number(value) : switches.has(key) && /^[01]$/.test(value) ? value === '1' : value
const name = fileURLToPath(new URL('calls.ts', import.meta.url))

const line = ({ method, args }) => {
  const given = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, read(key, value)]))
  const member = method.split('.').map((part) => `[${JSON.stringify(part)}]`).join('')
  // A method takes blocks it does not know as well: hold them to the known kinds.
  const blocks = JSON.stringify(given.blocks ?? given.view?.blocks ?? [])
  return `;({} as WebClient)${member}(${JSON.stringify(given)});(${blocks}) satisfies KnownBlock[]`
}
const text = ['import type { WebClient } from "@slack/web-api"; import type { KnownBlock } from "@slack/types"', ...calls.map(line)].join('\n')

const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
const host = ts.createCompilerHost(options)
const { getSourceFile, fileExists, readFile } = host
host.fileExists = (path) => path === name || fileExists.call(host, path)
host.readFile = (path) => path === name ? text : readFile.call(host, path)
host.getSourceFile = (path, target, ...rest) =>
  path === name ? ts.createSourceFile(path, text, target, true) : getSourceFile.call(host, path, target, ...rest)
const program = ts.createProgram([name], options, host)
const source = program.getSourceFile(name)

const faults = ts.getPreEmitDiagnostics(program, source).map((found) => {
  const at = found.start === undefined ? 0 : source.getLineAndCharacterOfPosition(found.start).line
  const fault = ts.flattenDiagnosticMessageText(found.messageText, '\n').split('\n').at(-1).trim()
  return { method: calls[at - 1]?.method ?? 'all calls', fault }
})
process.stdout.write(JSON.stringify(faults))
