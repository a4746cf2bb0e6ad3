// Asks for the player of a page as a Node program does: by the link in its head. Prints the answer as JSON.
import { extract } from "@extractus/oembed-extractor";

const [address, maxwidth] = process.argv.slice(2);
console.log(JSON.stringify(await extract(address, { maxwidth: Number(maxwidth) })));
