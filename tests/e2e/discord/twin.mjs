// Starts npm discord-digital-twin with one server, and lets a test act as a member over HTTP.
//   node twin.mjs            prints {"control": port, "twin": port}
// GET /state   POST /message   POST /interaction   GET /messages/<channel>
import http from 'node:http'
import { DigitalDiscord } from 'discord-digital-twin'

const MARA = '701000000000000001'
const BOB = '701000000000000002'
const discord = new DigitalDiscord({
  guild: { name: 'Hiring', ownerId: MARA },
  channels: [{ name: 'ml-hiring', type: 0 }, { name: 'dm', type: 1 },
    { name: 'candidates', type: 15 }],
  users: [{ id: MARA, username: 'mara' }, { id: BOB, username: 'bob' }],
  botUser: { username: 'recruitbot' },
})
await discord.start()

async function state() {
  const channels = await discord.prisma.channel.findMany()
  const ids = Object.fromEntries(channels.map(({ name, id }) => [name, id]))
  return { guild: discord.guildId, bot: discord.botUserId, token: discord.botToken, channels: ids, mara: MARA, bob: BOB }
}

async function body(request) {
  let text = ''
  for await (const chunk of request) text += chunk
  return text ? JSON.parse(text) : {}
}

async function answer(request) {
  const { pathname } = new URL(request.url, 'http://x')
  if (pathname === '/state') return state()
  if (pathname === '/message') return discord.simulateUserMessage(await body(request))
  if (pathname === '/interaction') return discord.simulateInteraction(await body(request))
  if (pathname.startsWith('/messages/')) return discord.channel(pathname.slice(10)).getMessages()
  throw new Error(`no such control: ${pathname}`)
}

const server = http.createServer(async (request, response) => {
  const value = await answer(request).catch((error) => ({ error: String(error.message ?? error) }))
  response.writeHead(value.error ? 500 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one)))
})
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ control: server.address().port, twin: discord.port })))
