import type { Random } from './random.ts'

export type Line = 'appliance' | 'industrial' | 'medical'
export type ProductRow = { id: string; model: string; name: string; line: Line }

/** Model, name, and how many are in use compared with the others. */
const models: { [line in Line]: [model: string, name: string, share: number][] } = {
  appliance: [
    ['KFR-35GW/A1', '变频挂式空调', 14],
    ['KFR-72LW/B2', '变频柜式空调', 9],
    ['XQG-100B', '滚筒洗衣机 10 公斤', 8],
    ['XQB-80S', '波轮洗衣机 8 公斤', 5],
    ['BCD-468W', '对开门冰箱', 8],
    ['BCD-218T', '三门冰箱', 5],
    ['JSQ-16H', '燃气热水器 16 升', 6],
    ['CXW-260', '侧吸式油烟机', 4],
    ['DWX-13', '嵌入式洗碗机', 3],
    ['LS-65U', '65 英寸智能电视', 6],
    ['KJ-800', '空气净化器', 3],
    ['RO-600G', '反渗透净水机', 4],
  ],
  industrial: [
    ['GA-37V', '螺杆式空压机', 6],
    ['CNC-850', '立式加工中心', 4],
    ['PLC-S200', '可编程控制器', 6],
    ['VFD-75K', '变频驱动器', 5],
    ['PUMP-ISG80', '管道离心泵', 4],
    ['ROB-6A12', '六轴工业机器人', 3],
    ['LASER-3015', '光纤激光切割机', 3],
    ['CHILL-30', '工业冷水机', 3],
    ['PACK-420', '自动包装机', 3],
    ['FORK-E25', '电动叉车', 4],
  ],
  medical: [
    ['ECG-12T', '十二导心电图机', 5],
    ['MON-P8', '多参数监护仪', 5],
    ['US-D70', '彩色超声诊断仪', 4],
    ['VENT-30', '呼吸机', 3],
    ['DR-500', '数字 X 射线机', 2],
    ['CBC-5D', '五分类血球仪', 3],
    ['BP-A10', '电子血压计', 6],
    ['INF-2S', '双通道注射泵', 3],
  ],
}

/** The washing machine whose pump gives up: it breaks more than three times as often as its share. */
export const fragileModel = 'XQG-100B'

export type ProductInUse = ProductRow & { share: number }

export function generateProducts(random: Random, at: number): ProductInUse[] {
  return (Object.keys(models) as Line[]).flatMap((line) =>
    models[line].map(([model, name, share]) => ({ id: random.uuid(at), model, name, line, share })),
  )
}
