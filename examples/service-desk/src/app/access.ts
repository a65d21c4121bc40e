import type { AccessDocument, RoleDocument } from '@tangram/access'
import { both, listed } from './write.ts'

const isMine = { '==': [{ var: 'created_by' }, { var: '$user.id' }] }

/** Complaints of one's teams, assigned to oneself or filed by oneself. */
const ofMyDesk = { or: [{ in: [{ var: 'team' }, { var: '$user.teams' }] }, { '==': [{ var: 'assignee' }, { var: '$user.id' }] }, isMine] }

const everything = { read: true, create: true, update: true, delete: true, export: true }

export const access: AccessDocument = {
  roles: listed<RoleDocument>(
    {
      id: 'agent',
      label: both('客服专员', 'Agent'),
      grants: {
        ticket: { read: ofMyDesk, create: true, update: ofMyDesk, fields: { internal_cost: 'hidden', csat: 'read', csat_comment: 'read' } },
        product: { read: true },
        customer: { read: true, create: true, update: true },
      },
    },
    {
      id: 'manager',
      label: both('客服主管', 'Manager'),
      grants: { ticket: everything, product: everything, customer: everything },
      dashboards: 'all',
    },
    {
      id: 'builder',
      label: both('应用搭建者', 'Builder'),
      grants: { ticket: everything, product: everything, customer: everything },
      dashboards: 'all',
      designs: true,
    },
    {
      id: 'initiator',
      label: both('发起人', 'Initiator'),
      grants: {
        ticket: { read: isMine, create: true, fields: { internal_cost: 'hidden', csat: 'read', csat_comment: 'read' } },
        product: { read: true },
      },
    },
  ),
}
