/** Lists of ports as nodes write them: `22,8000-8010`. */

/** Whether a list (`reserved_ports` of a client, structs.ParsePortRanges) has the port. */
export function includesPort(list: string, port: number): boolean {
  return list.split(',').some((item) => {
    const [, first, last] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(item) ?? [];
    return first !== undefined && Number(first) <= port && port <= Number(last ?? first);
  });
}
