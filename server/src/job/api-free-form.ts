/**
 * Bodies without a fixed form: `config`, `policy`. Nomad reads them as a map of anything, blocks and objects alike as
 * lists of maps. Source: jobspec2/hclutil BlocksAsAttrs, jobspec2/parse_map.go.
 */

import type { Block, Body, Expression } from '@hcl/parser';
import { addTo } from '../group-by';
import type { ReadContext } from '../values/read';
import { type ApiObject, type ApiValue, fromEntries, rawValue, type TellUnknown } from './api-value';

/** A body as a map. Of an attribute and blocks with one name the blocks count. `dynamic` is a name like any other here. */
export function freeForm(body: Body, context: ReadContext, tell: TellUnknown): ApiObject {
  const attributes = new Map<string, ApiValue>();
  const blocks = new Map<string, ApiValue[]>();
  for (const item of body.items) {
    if (item.type === 'Attribute') attributes.set(item.name.name, attributeValue(item.value, context, tell));
    else if (item.type === 'Block') addTo(blocks, item.name.name, blockValue(item, context, tell));
  }
  return fromEntries([...attributes, ...blocks]);
}

/** An object that is written out counts as a block, so it becomes a list; one that is computed stays what it is. */
function attributeValue(expression: Expression, context: ReadContext, tell: TellUnknown): ApiValue {
  const value = rawValue(expression, context, tell);
  return expression.type === 'Object' ? [value] : value;
}

/** `a "x" "y" { … }` is `{ x = [{ y = [{ … }] }] }`. */
function blockValue(block: Block, context: ReadContext, tell: TellUnknown): ApiValue {
  return block.labels.reduceRight<ApiObject>(
    (inner, label) => fromEntries([[label.value, [inner]]]),
    freeForm(block.body, context, tell),
  );
}
