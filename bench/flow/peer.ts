import { randomUUID } from 'node:crypto'
import { Engine } from 'bpmn-engine'
import type { Pool } from 'pg'

/** The processes of the bench as bpmn-engine reads them. */
const sources = {
  'one-job': bpmn(`
    <startEvent id="start" /><sequenceFlow id="a" sourceRef="start" targetRef="job" />
    <serviceTask id="job" implementation="\${environment.services.job}" /><sequenceFlow id="b" sourceRef="job" targetRef="end" />
    <endEvent id="end" />`),
  'user-task': bpmn(`
    <startEvent id="start" /><sequenceFlow id="a" sourceRef="start" targetRef="ask" />
    <userTask id="ask" /><sequenceFlow id="b" sourceRef="ask" targetRef="which" />
    <exclusiveGateway id="which" default="d" /><sequenceFlow id="d" sourceRef="which" targetRef="job" />
    <sequenceFlow id="c" sourceRef="which" targetRef="end"><conditionExpression xsi:type="tFormalExpression">\${false}</conditionExpression></sequenceFlow>
    <serviceTask id="job" implementation="\${environment.services.job}" /><sequenceFlow id="e" sourceRef="job" targetRef="end" />
    <endEvent id="end" />`),
}

export type Kind = keyof typeof sources

function bpmn(body: string): string {
  return `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="bench"><process id="p" isExecutable="true">${body}</process></definitions>`
}

/** A table for the state of its instances, as a host of bpmn-engine would have. */
export async function preparePeer(pool: Pool): Promise<void> {
  await pool.query('create table public.peer_instance (id uuid primary key, state jsonb not null, status text not null)')
}

type Services = { job: (scope: unknown, callback: (error: null) => void) => void }

/**
 * Runs one instance the way a durable host has to: at each wait the state is saved and the engine let go; what comes next recovers it
 * from the row, so that a crash in between loses nothing.
 */
export async function runPeer(pool: Pool, kind: Kind): Promise<void> {
  const id = randomUUID()
  const waiting: Services = { job: () => {} }
  const working: Services = { job: (_scope, callback) => callback(null) }
  const engine = new Engine({ name: kind, source: sources[kind] })
  await engine.execute({ services: waiting } as never)
  await pool.query('insert into public.peer_instance (id, state, status) values ($1, $2, $3)', [id, await stateOf(engine), 'running'])
  if (kind === 'user-task') {
    const asked = await recovered(pool, id, waiting)
    const execution = await asked.resume()
    execution.signal({ id: 'ask' })
    await save(pool, id, asked, 'running')
  }
  const worker = await recovered(pool, id, working)
  const ended = worker.waitFor('end')
  await worker.resume()
  await ended
  await save(pool, id, worker, 'ended')
}

async function recovered(pool: Pool, id: string, services: Services): Promise<Engine> {
  const { rows } = await pool.query<{ state: object }>('select state from public.peer_instance where id = $1', [id])
  return new Engine({ name: 'recovered' }).recover(rows[0]?.state, { services } as never)
}

async function save(pool: Pool, id: string, engine: Engine, status: string): Promise<void> {
  await pool.query('update public.peer_instance set state = $2, status = $3 where id = $1', [id, await stateOf(engine), status])
}

async function stateOf(engine: Engine): Promise<string> {
  const state = JSON.stringify(await engine.getState())
  if (engine.state === 'running') await engine.stop()
  return state
}
