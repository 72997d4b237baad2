// Judges recorded requests by schemas that npm discord-api-spec makes from Discord's own OpenAPI document.
//   node contract.mjs < requests.jsonl      exit 1 where one is refused, or none could be judged
import * as z from 'zod'
import * as spec from 'discord-api-spec/zod'

const schema = (name) => spec[`${name}Schema`]
const CALLBACKS = {
  4: 'CreateMessageInteractionCallbackRequest', 5: 'CreateMessageInteractionCallbackRequest',
  6: 'UpdateMessageInteractionCallbackRequest', 7: 'UpdateMessageInteractionCallbackRequest',
  8: 'ApplicationCommandAutocompleteCallbackRequest', 9: 'ModalInteractionCallbackRequest',
}
const RULES = [
  ['PUT', /^\/applications\/\d+(\/guilds\/\d+)?\/commands$/, () => z.array(schema('ApplicationCommandUpdateRequest'))],
  ['POST', /^\/interactions\/\d+\/[^/]+\/callback$/, (body) => schema(CALLBACKS[body.type])],
  ['POST', /^\/channels\/\d+\/messages$/, () => schema('MessageCreateRequest')],
  ['POST', /^\/webhooks\/\d+\/[^/]+$/, () => schema('IncomingWebhookRequestPartial')],
  ['PATCH', /^\/webhooks\/\d+\/[^/]+\/messages\/(@original|\d+)$/, () => schema('IncomingWebhookUpdateRequestPartial')],
  ['PATCH', /^\/channels\/\d+\/messages\/\d+$/, () => schema('MessageEditRequestPartial')],
  ['POST', /^\/channels\/\d+\/threads$/, () => schema('CreateForumThreadRequest')],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/threads$/, () => schema('CreateTextThreadWithMessageRequest')],
  ['PATCH', /^\/channels\/\d+$/, (body) => schema(body.available_tags ? 'UpdateGuildChannelRequestPartial' : 'UpdateThreadRequestPartial')],
  ['POST', /^\/users\/@me\/channels$/, () => schema('CreatePrivateChannelRequest')],
]

// The innermost fault of a union says most: the branch of the same component type that fails last.
function fault(issue, at = []) {
  const path = [...at, ...issue.path]
  const branches = (issue.errors ?? []).filter((one) => !one.some((inner) => inner.path.at(-1) === 'type'))
  const nearest = branches.sort((a, b) => a.length - b.length)[0]
  return nearest ? fault(nearest[0], path) : `${path.join('/')}: ${issue.message}`
}

let text = ''
for await (const chunk of process.stdin) text += chunk
let judged = 0
let refused = 0
for (const { method, path, body } of text.split('\n').filter(Boolean).map((line) => JSON.parse(line))) {
  const rule = body && RULES.find(([verb, pattern]) => verb === method && pattern.test(path))
  if (!rule) {
    if (method !== 'GET' && method !== 'DELETE') {
      refused += 1
      console.log(`no rule for ${method} ${path}`)
    }
    continue
  }
  judged += 1
  const { error } = z.safeParse(rule[2](body), body)
  if (error) {
    refused += 1
    console.log(`${method} ${path}: ${error.issues.map((issue) => fault(issue)).join('; ').slice(0, 400)}`)
  }
}
console.log(`${judged} judged, ${refused} refused`)
process.exitCode = refused || !judged ? 1 : 0
