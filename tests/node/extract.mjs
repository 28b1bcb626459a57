// What a public consumer of oEmbed makes of an address: `node extract.mjs ADDRESS [MAXWIDTH]`.
import { extract } from "@extractus/oembed-extractor";

const [address, maxwidth] = process.argv.slice(2);
try {
  console.log(JSON.stringify(await extract(address, maxwidth ? { maxwidth: Number(maxwidth) } : {})));
} catch (error) {
  console.log(JSON.stringify({ refused: String(error.message ?? error) }));
}
