import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { hashOfToken, tokenOfLink } from '../people/issue-link.ts'
import type { Decision } from './flows.ts'
import type { About, SavePlan } from './save-plan.ts'

const taskColumns = {
  id: 'uuid',
  element: 'text',
  node: 'text',
  label: 'jsonb',
  kind: 'text',
  '"group"': 'text',
  group_label: 'jsonb',
  candidates: 'uuid[]',
  assignee: 'uuid',
  outcomes: 'jsonb',
  fields: 'jsonb',
  form: 'text',
  status: 'text',
  opened_at: 'timestamptz',
  due_at: 'timestamptz',
  claimed_at: 'timestamptz',
  closed_at: 'timestamptz',
  closed_by: 'uuid',
  outcome: 'text',
  opinion: 'text',
  weight: 'numeric',
  added: 'jsonb',
  instead_of: 'uuid',
  queued_ms: 'bigint',
  working_ms: 'bigint',
  position: 'integer',
}
const taskNames = Object.keys(taskColumns).join(', ')
const taskValues = Object.keys(taskColumns)
  .map((name) => `e.${name}`)
  .join(', ')
const taskShape = Object.entries(taskColumns)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')

/** What one run of the statement has changed. */
export type SaveOutcome = {
  revision: number
  /** The version of the app that the instance keeps. */
  appVersion: number | null
  /** People whose tasks changed. */
  concerned: string[]
  /** People who have a notification more, or one less to read. */
  noticed: string[]
}

/**
 * All that a decision changes beside the record, as one statement: everything else selects from the instance as this statement has
 * updated it, so that a stale revision writes nothing. The instance comes first and jobs after it: two decisions that meet wait for
 * each other in that order only. Parts that have nothing to do are left out; the text depends on the parts alone.
 */
export function saveStatement(
  context: Context,
  decision: Decision,
  about: About,
  plan: SavePlan,
): { name: string; text: string; values: unknown[] } {
  const { instance, begin, now, state, task, link, fence, finishes } = decision
  const values: unknown[] = []
  const p = (value: unknown, type: string) => {
    values.push(Array.isArray(value) && type === 'jsonb' ? JSON.stringify(value) : value)
    return `$${values.length}::${type}`
  }
  const ctes: string[] = []
  const part = (name: string, sql: string) => {
    ctes.push(`${name} as (${sql})`)
  }
  const id = p(instance, 'uuid')
  const at = p(now, 'timestamptz')
  const people: string[] = []
  const concerned: string[] = []

  const gates: string[] = []
  if (task !== undefined) {
    part(
      'asked',
      `select k.status, ${p(decision.principal.kind === 'person' ? decision.principal.id : null, 'uuid')} = any(k.candidates) as mine
       from tangram.task k where k.id = ${p(task, 'uuid')} and k.instance = ${id}`,
    )
    gates.push(`exists (select from asked where status = 'open' and mine)`)
  }
  const status = state.status === 'new' ? 'running' : state.status
  const totalMs = state.endedAt && state.startedAt ? Date.parse(state.endedAt) - Date.parse(state.startedAt) : null
  const common = [
    p(JSON.stringify(state), 'jsonb'),
    p(status, 'text'),
    p(state.outcome, 'text'),
    p(state.endedAt, 'timestamptz'),
    p(totalMs, 'bigint'),
    p(plan.workingMs, 'bigint'),
    p(state.suspendedAt ?? null, 'timestamptz'),
  ]
  if (begin) {
    const parent = state.parent
    if (parent) {
      part(
        'called',
        `update tangram.flow_call c set child = ${id}, status = 'running'
         where c.instance = ${p(parent.instance, 'uuid')} and c.element = ${p(parent.element, 'text')} and c.status = 'waiting' returning c.key`,
      )
      gates.push('exists (select from called)')
    }
    // Whichever unique index meets the rival first: its id is made of the same request.
    part(
      'advanced',
      `insert into tangram.flow_instance (id, state, status, outcome, ended_at, total_ms, working_ms, suspended_at, app, app_version, process, entity,
         record, initiator, start_request, started_at, revision, parent_instance, parent_element)
       select ${id}, ${common.join(', ')}, ${p(begin.app, 'text')}, ${p(begin.appVersion, 'integer')}, ${p(begin.process, 'text')},
         ${p(begin.entity, 'text')}, ${p(begin.record, 'uuid')}, ${p(begin.initiator, 'uuid')}, ${p(decision.requestId, 'text')},
         ${p(state.startedAt ?? now, 'timestamptz')}, 1, ${p(parent?.instance ?? null, 'uuid')}, ${p(parent?.element ?? null, 'text')}
       ${gates.length > 0 ? `where ${gates.join(' and ')}` : ''} on conflict do nothing returning id, revision, app_version`,
    )
  } else {
    const [snapshot, ...rest] = common
    const set = ['status', 'outcome', 'ended_at', 'total_ms', 'working_ms', 'suspended_at'].map((column, i) => `${column} = ${rest[i]}`)
    part(
      'advanced',
      `update tangram.flow_instance i set state = ${snapshot}, ${set.join(', ')}, revision = i.revision + 1,
         app_version = coalesce(${p(decision.moveTo ?? null, 'integer')}, i.app_version)
       where ${[`i.id = ${id}`, `i.revision = ${p(decision.revision, 'integer')}`, ...gates].join(' and ')} returning i.id, i.revision, i.app_version`,
    )
  }
  const saved = 'exists (select from advanced)'
  if (link !== undefined) {
    part(
      'answering',
      `update tangram.link l set answered_at = ${at}, answer = '{}' from advanced
       where l.id = ${p(link, 'uuid')} and l.answered_at is null and l.revoked_at is null and (l.expires_at is null or l.expires_at > ${at}) returning l.id`,
    )
  }

  if (decision.events.length > 0) {
    part(
      'appended',
      `insert into tangram.flow_event (instance, revision, at, events) select id, revision, ${at}, ${p(JSON.stringify(decision.events), 'jsonb')} from advanced`,
    )
  }
  const keys = plan.jobs.map(({ key }) => key)
  if (finishes) {
    // One that is asked for again under its own key is replaced below.
    part(
      'finished',
      `delete from tangram.job j where j.id = ${p(finishes.job, 'uuid')} and j.attempt = ${p(finishes.attempt, 'integer')}
         and (j.key is null or j.key <> all (${p(keys, 'text[]')})) and ${saved} returning j.id`,
    )
  }
  if (fence) {
    part(
      'held',
      `select j.id from tangram.job j where j.id = ${p(fence.job, 'uuid')} and j.attempt = ${p(fence.attempt, 'integer')} and ${saved} for share`,
    )
  }
  if (plan.entered.length > 0) {
    part(
      'entered',
      `insert into tangram.activity (instance, element, node, label, scope, visit, position, started_at, ended_at, status, outcome, queued_ms, working_ms)
       select a.id, e.* from advanced a cross join jsonb_to_recordset(${p(plan.entered, 'jsonb')}) as e (element text, node text, label jsonb, scope text,
         visit integer, position integer, started_at timestamptz, ended_at timestamptz, status text, outcome text, queued_ms bigint, working_ms bigint)`,
    )
  }
  if (plan.left.length > 0) {
    part(
      'departed',
      `update tangram.activity v set ended_at = e.ended_at, status = e.status, outcome = e.outcome, queued_ms = e.queued_ms, working_ms = e.working_ms,
         suspended_ms = coalesce((select sum(extract(epoch from least(s.until_at, e.ended_at) - greatest(s.from_at, v.started_at)) * 1000)
           from tangram.flow_suspension s where s.instance = ${id} and s.from_at < e.ended_at and coalesce(s.until_at, e.ended_at) > v.started_at), 0)::bigint
       from jsonb_to_recordset(${p(plan.left, 'jsonb')}) as e (element text, ended_at timestamptz, status text, outcome text, queued_ms bigint, working_ms bigint)
       where v.instance = ${id} and v.element = e.element and ${saved}`,
    )
    // A link nobody has answered asks about a step that is over: by timer, by cancelling, by whatever ended the visit.
    part(
      'revoked',
      `update tangram.link l set revoked_at = ${at} where l.instance = ${id} and l.element = any(${p(
        plan.left.map(({ element }) => element),
        'text[]',
      )}) and l.answered_at is null and l.revoked_at is null and l.id is distinct from ${p(link ?? null, 'uuid')} and ${saved}`,
    )
  }
  if (plan.suspension === 'begins')
    part('suspending', `insert into tangram.flow_suspension (instance, from_at) select id, ${at} from advanced on conflict do nothing`)
  if (plan.suspension === 'ends')
    part('resuming', `update tangram.flow_suspension s set until_at = ${at} where s.instance = ${id} and s.until_at is null and ${saved}`)

  if (plan.opened.length > 0) {
    part(
      'opened',
      `insert into tangram.task (instance, app, process, entity, record, process_label, ${taskNames})
       select a.id, ${p(about.app, 'text')}, ${p(about.process, 'text')}, ${p(about.entity, 'text')}, ${p(about.record, 'uuid')}, ${p(JSON.stringify(plan.process), 'jsonb')},
         ${taskValues}
       from advanced a cross join jsonb_to_recordset(${p(plan.opened, 'jsonb')}) as e (${taskShape}) returning status, candidates`,
    )
    concerned.push(`select unnest(candidates) from opened where status = 'open'`)
  }
  if (plan.touched.length > 0) {
    part(
      'touched',
      `update tangram.task k set element = e.element, node = e.node, status = e.status, candidates = e.candidates, assignee = e.assignee, due_at = e.due_at, claimed_at = e.claimed_at,
         closed_at = e.closed_at, closed_by = e.closed_by, outcome = e.outcome, opinion = e.opinion, weight = e.weight, instead_of = e.instead_of,
         fields = e.fields, outcomes = e.outcomes, queued_ms = e.queued_ms, working_ms = e.working_ms,
         suspended_ms = k.suspended_ms + case when k.status = 'waiting' and e.status <> 'waiting'
           then greatest(0, extract(epoch from ${at} - coalesce(k.waiting_since, k.opened_at)) * 1000)::bigint else 0 end,
         waiting_since = case when e.status <> 'waiting' then null when k.status = 'waiting' then k.waiting_since else ${at} end
       from jsonb_to_recordset(${p(plan.touched, 'jsonb')}) as e (${taskShape})
       where k.id = e.id and k.instance = ${id} and ${saved} returning k.id, k.status, k.candidates, old.candidates as before`,
    )
    concerned.push('select unnest(candidates || before) from touched')
    // What was said about a task is read once it is closed, or somebody else's.
    part(
      'read',
      `update tangram.notification n set read_at = ${at} from touched t
       where n.task = t.id and n.read_at is null and (t.status in ('done', 'cancelled') or n.person <> all (t.candidates)) returning n.person`,
    )
    people.push('select person from read')
  }
  if (plan.urged.length > 0)
    part(
      'urged',
      `update tangram.task k set urged_at = ${at} where k.id = any(${p(plan.urged, 'uuid[]')}) and k.instance = ${id} and ${saved}`,
    )
  if (plan.copies.length > 0) {
    part(
      'copied',
      `insert into tangram.task_copy (instance, app, entity, record, process_label, at, id, element, node, label, person, by, text)
       select a.id, ${p(about.app, 'text')}, ${p(about.entity, 'text')}, ${p(about.record, 'uuid')}, ${p(JSON.stringify(plan.process), 'jsonb')}, ${at}, e.*
       from advanced a cross join jsonb_to_recordset(${p(plan.copies, 'jsonb')})
         as e (id uuid, element text, node text, label jsonb, person uuid, by uuid, text text) on conflict (instance, person) do nothing returning person`,
    )
    concerned.push('select person from copied')
  }
  if (plan.notices.length > 0) {
    // Somebody who still has an unread word about a task is not told a second time that it waits.
    part(
      'noticed',
      `insert into tangram.notification (person, text, app, entity, record, task, key, created_at)
       select p.id, e.text, ${p(about.app, 'text')}, ${p(about.entity, 'text')}, ${p(about.record, 'uuid')}, e.task, e.key, ${at}
       from advanced cross join jsonb_to_recordset(${p(plan.notices, 'jsonb')}) as e (person uuid, text jsonb, task uuid, key text)
       join tangram.person p on p.id = e.person
       where e.key not like 'task:%:%' or not exists (select from tangram.notification o where o.task = e.task and o.person = e.person and o.read_at is null)
       on conflict (person, key) do nothing returning person`,
    )
    people.push('select person from noticed')
  }
  if (plan.links.length > 0) {
    const links = plan.links.map((each) => ({
      ...each,
      token_hash: hashOfToken(tokenOfLink(context.options.secret, each.id)).toString('hex'),
    }))
    part(
      'linked',
      `insert into tangram.link (id, token_hash, app, purpose, form, entity, record, instance, element, message, key, created_at, created_by)
       select e.id, decode(e.token_hash, 'hex'), ${p(about.app, 'text')}, e.purpose, e.form, ${p(about.entity, 'text')}, ${p(about.record, 'uuid')}, a.id, e.element,
         e.message, e.key, ${at}, ${p(decision.principal.kind === 'person' ? decision.principal.id : null, 'uuid')}
       from advanced a cross join jsonb_to_recordset(${p(links, 'jsonb')})
         as e (id uuid, token_hash text, purpose text, form text, element text, message jsonb, key text) on conflict (key) do nothing`,
    )
  }
  if (plan.calledOff.length > 0) {
    part(
      'called_off',
      `update tangram.flow_call c set status = 'cancelled' where c.key = any(${p(plan.calledOff, 'text[]')}) and c.status in ('waiting', 'running') and ${saved}
       returning c.child`,
    )
    part(
      'cancelling',
      `insert into tangram.job (kind, key, payload, due_at, cause)
       select 'flow.cancel-child', 'cancel-child:' || child, jsonb_build_object('instance', child), ${at}, ${p(`flow:${instance}`, 'text')}
       from called_off where child is not null on conflict (key) where key is not null do nothing`,
    )
  }
  if (plan.cancelled.length > 0) {
    // Calls before their jobs: a process that is just being started for a call holds them in this order.
    part(
      'cancelled',
      `delete from tangram.job j where j.key = any(${p(plan.cancelled, 'text[]')}) and j.key <> all (${p(keys, 'text[]')})
         and j.id is distinct from ${p(finishes?.job ?? null, 'uuid')} and ${saved}
         ${plan.calledOff.length > 0 ? 'and (select count(*) from called_off) >= 0' : ''}`,
    )
  }
  if (plan.jobs.length > 0) {
    const renewed = [
      ...(finishes ? [`(j.id = ${p(finishes.job, 'uuid')} and j.attempt = ${p(finishes.attempt, 'integer')})`] : []),
      ...(plan.cancelled.length > 0 ? [`j.key = any(${p(plan.cancelled, 'text[]')})`] : []),
    ]
    // The key of the job that this finishes, and one that was taken back and set again, begin anew; any other stays as it is.
    const anew = `do update set kind = excluded.kind, payload = excluded.payload, due_at = excluded.due_at, cause = excluded.cause,
         lease_until = null, worker = null, failures = 0, error = null, attempt = j.attempt + 1 where ${renewed.join(' or ')}`
    part(
      'queued',
      `insert into tangram.job as j (kind, key, payload, due_at, cause)
       select e.kind, e.key, e.payload, e.due_at, ${p(`flow:${instance}`, 'text')} from advanced
       cross join jsonb_to_recordset(${p(plan.jobs, 'jsonb')}) as e (kind text, key text, payload jsonb, due_at timestamptz)
       on conflict (key) where key is not null ${renewed.length > 0 ? anew : 'do nothing'} returning j.id`,
    )
  }
  if (plan.unsubscribed.length > 0)
    part('unsubscribed', `delete from tangram.flow_subscription s where s.key = any(${p(plan.unsubscribed, 'text[]')}) and ${saved}`)
  if (plan.subscribed.length > 0) {
    part(
      'subscribed',
      `insert into tangram.flow_subscription (instance, app, created_at, key, element, kind, name, correlation)
       select a.id, ${p(about.app, 'text')}, ${at}, e.* from advanced a cross join jsonb_to_recordset(${p(plan.subscribed, 'jsonb')})
         as e (key text, element text, kind text, name text, correlation text)
       on conflict (key) do update set element = excluded.element, name = excluded.name, correlation = excluded.correlation`,
    )
  }
  if (decision.delivers) {
    part(
      'delivered',
      `update tangram.flow_message m set delivered_at = ${at}
       where m.app = ${p(decision.delivers.app, 'text')} and m.id = ${p(decision.delivers.message, 'text')} and ${saved}`,
    )
  }
  const listening = listeningFor(decision, plan)
  if (listening.length > 0) {
    // The nth of those who wait for a message gets the nth that waits for somebody.
    part(
      'offered',
      `update tangram.flow_message m set subscription = w.key
       from (
         select s.key, s.element, x.id from (
           select e.*, row_number() over (partition by e.name, e.correlation order by e.key) as n
           from jsonb_to_recordset(${p(listening, 'jsonb')}) as e (key text, element text, name text, correlation text)
         ) as s cross join lateral (
           select f.id, row_number() over (order by f.at, f.id) as n from tangram.flow_message f
           where f.app = ${p(about.app, 'text')} and f.name = s.name and f.correlation is not distinct from s.correlation
             and f.subscription is null and f.delivered_at is null and f.expires_at > ${at}
         ) as x where x.n = s.n
       ) as w where m.app = ${p(about.app, 'text')} and m.id = w.id and ${saved}
       returning m.app, m.id, m.name, m.correlation, m.payload, w.key, w.element`,
    )
    part(
      'delivering',
      `insert into tangram.job (kind, key, payload, due_at, cause)
       select 'flow.deliver', 'deliver:' || app || ':' || id || ':' || key, jsonb_build_object('instance', ${id}, 'element', element, 'payload', payload,
         'app', app, 'message', id, 'subscription', key, 'name', name, 'correlation', correlation), ${at}, ${p(`flow:${instance}`, 'text')}
       from offered on conflict (key) where key is not null do nothing`,
    )
  }
  if (plan.calls.length > 0) {
    part(
      'calling',
      `insert into tangram.flow_call (instance, at, status, key, element, process)
       select a.id, ${at}, 'waiting', e.* from advanced a cross join jsonb_to_recordset(${p(plan.calls, 'jsonb')}) as e (key text, element text, process text)
       on conflict (key) do update set status = 'waiting', child = null, at = excluded.at`,
    )
  }
  if (state.parent && status !== 'running')
    part(
      'returned',
      `update tangram.flow_call c set status = 'ended' where c.instance = ${p(state.parent.instance, 'uuid')} and c.child = ${id} and c.status = 'running' and ${saved}`,
    )
  if (plan.settled.length > 0) {
    part(
      'settled',
      `update tangram.incident n set resolved_at = ${at}, resolution = 'closed', resolved_by = ${p(decision.principal.kind === 'person' ? decision.principal.id : null, 'uuid')}
       where n.key = any(${p(plan.settled, 'text[]')}) and n.kind = 'flow.step' and n.instance = ${id} and n.resolved_at is null and ${saved}`,
    )
  }
  if (plan.incidents.length > 0) {
    part(
      'failed',
      `insert into tangram.incident (job, kind, key, cause, attempts, at, instance, element, node, code, error, payload)
       select a.id, 'flow.step', e.key, ${p(`flow:${instance}`, 'text')}, 1, ${at}, a.id, e.element, e.node, e.code, e.error, e.payload
       from advanced a cross join jsonb_to_recordset(${p(plan.incidents, 'jsonb')}) as e (key text, element text, node text, code text, error text, payload jsonb)
       on conflict (key) where kind = 'flow.step' and resolved_at is null do update set error = excluded.error, code = excluded.code, at = excluded.at`,
    )
  }
  if (plan.archives) {
    part(
      'archived',
      `insert into tangram.archived_record (record, app, entity, instance, at)
       select ${p(about.record, 'uuid')}, ${p(about.app, 'text')}, ${p(about.entity, 'text')}, id, ${at} from advanced on conflict do nothing`,
    )
  }

  const late: string[] = []
  if (finishes) {
    const again = plan.jobs.length > 0 ? ` and not exists (select from queued q where q.id = ${p(finishes.job, 'uuid')})` : ''
    late.push(`not exists (select from finished)${again}`)
  }
  if (fence) late.push(`not exists (select from held)`)
  const refused =
    late.length > 0 ? `case when ${saved} and (${late.map((one) => `(${one})`).join(' or ')}) then tangram.fenced() end` : 'null'
  const unanswered = link === undefined ? 'null' : `case when ${saved} and not exists (select from answering) then tangram.answered() end`
  const list = (selects: string[]) => (selects.length > 0 ? `array(${selects.join(' union ')})` : `'{}'::uuid[]`)
  const text = `with ${ctes.join(', ')}
    select (select revision from advanced) as revision, (select app_version from advanced) as app_version,
      ${begin ? 'null::integer' : `(select i.revision from tangram.flow_instance i where i.id = ${id})`} as current,
      ${task === undefined ? 'null::text, null::boolean' : '(select status from asked), (select mine from asked)'},
      ${begin && state.parent ? `(select c.status from tangram.flow_call c where c.instance = ${p(state.parent.instance, 'uuid')} and c.element = ${p(state.parent.element, 'text')} order by c.at desc limit 1)` : 'null::text'} as call,
      ${list(concerned)} as concerned, ${list(people)} as noticed, ${refused} as refused, ${unanswered} as unanswered, ${at} as at`
  return { name: nameOf(text), text, values }
}

/** Subscriptions that can take a message from now on: new ones, and the one that has just taken one and stays. */
function listeningFor({ delivers, state }: Decision, plan: SavePlan) {
  const fresh = plan.subscribed.filter(({ kind }) => kind === 'message').map(({ kind: _, ...rest }) => rest)
  if (!delivers || plan.unsubscribed.includes(delivers.subscription)) return fresh
  const { subscription: key, name, correlation } = delivers
  const element = Object.values(state.elements).find(({ subscriptions }) => subscriptions && Object.hasOwn(subscriptions, key))
  return !element || fresh.some((each) => each.key === key) ? fresh : [...fresh, { key, element: element.id, name, correlation }]
}

const names = new Map<string, string>()

/** Statements are few: which parts there are follows from what nodes do. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `flow.save ${createHash('sha1').update(text).digest('base64url')}`
  names.set(text, name)
  return name
}
