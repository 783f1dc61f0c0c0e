/** The labs' recordings, as they stand beside the labs. */
import type { APIRoute, GetStaticPaths } from "astro";
import { recordings } from "../../components/recording/recordings.ts";

export const getStaticPaths: GetStaticPaths = () => [...recordings.keys()].map((lab) => ({ params: { lab } }));

export const GET: APIRoute = ({ params }) =>
  new Response(recordings.get(params.lab ?? ""), { headers: { "Content-Type": "application/x-asciicast" } });
