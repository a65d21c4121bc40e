/**
 * The limit: Fastify and pg with nothing between them. One prepared statement a route, the same pool size, a response schema as
 * ours has; no rights, no validation, no history. Env: DATABASE_URL, POOL. Says `{ ready }` to its parent.
 */
import Fastify from 'fastify'
import pg from 'pg'

// The same JSON as ours: numbers that may exceed doubles stay strings, instants are ISO.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value) => new Date(value).toISOString())

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL) })
const app = Fastify({ logger: false })

const columns =
  'id, version, number, customer_name, phone, product, problem_type, urgency, description, status, team, assignee, due_at, created_at, updated_at'
const nullable = { type: ['string', 'null'] }
const record = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    version: { type: 'integer' },
    number: nullable,
    customer_name: nullable,
    phone: nullable,
    product: nullable,
    problem_type: nullable,
    urgency: nullable,
    description: nullable,
    status: nullable,
    team: nullable,
    assignee: nullable,
    due_at: nullable,
    created_at: { type: 'string' },
    updated_at: { type: 'string' },
  },
}

app.get('/records/:id', { schema: { response: { 200: record } } }, async (request) => {
  const { id } = request.params as { id: string }
  const { rows } = await pool.query({ name: 'read', text: `select ${columns} from bare.ticket where id = $1`, values: [id] })
  return rows[0]
})

app.get('/records', { schema: { response: { 200: { type: 'array', items: record } } } }, async (request) => {
  const { team, status } = request.query as { team: string; status: string }
  const { rows } = await pool.query({
    name: 'list',
    text: `select ${columns} from bare.ticket where team = $1 and status = $2 order by created_at desc, id desc limit 25`,
    values: [team, status],
  })
  return rows
})

app.post('/records', { schema: { response: { 201: record } } }, async (request, reply) => {
  const body = request.body as { [column: string]: string }
  const { rows } = await pool.query({
    name: 'create',
    text: `insert into bare.ticket (number, customer_name, phone, product, problem_type, urgency, description, status)
           values ('B' || nextval('bare.number'), $1, $2, $3, $4, $5, $6, 'new') returning ${columns}`,
    values: [body.customer_name, body.phone, body.product, body.problem_type, body.urgency, body.description],
  })
  return reply.code(201).send(rows[0])
})

await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.send?.({ ready: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` })
