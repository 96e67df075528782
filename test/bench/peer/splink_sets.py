"""Splink on the labelled sets, without labels: what the peer reaches on the same rows, columns and blocking.

  python splink_sets.py SET... --data FOLDER [--out results.jsonl] [--export FOLDER] [--model NAME] [--rules NAME]

One line of JSON per (set, blocking, model): quality of links and clusters at probability 0.5, 0.9 and 0.95, and at the
threshold that is best when the truth is known (which favours the peer: ours has to choose without it). `--export` writes the
blocking rules and the candidate pairs, so that another engine can be run on exactly these. Works with Splink 4 and 5.
"""
import argparse
import csv
import gc
import json
import logging
import math
import os
import pathlib
import time

import duckdb
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from pair_quality import best_of, curve, one_to_one, pairs_of, read_truth
from set_models import SETS

V5 = not splink.__version__.startswith("4")
AT = {name: math.log2(p / (1 - p)) for name, p in (("0.5", 0.5), ("0.9", 0.9), ("0.95", 0.95))}
GRID = [step / 2 for step in range(-20, 81)]


def rule(words):
    return words if isinstance(words, str) else block_on(*words)


def load(con, files, folder, columns):
    names = []
    for index, file in enumerate(files):
        name = f"rows_{'ab'[index]}"
        con.execute(f"create table {name} as select id as unique_id, {', '.join(columns)} from read_csv('{folder / file}', all_varchar = true, header = true)").fetchall()
        names.append(name)
    return names


def train(linker, setup, seconds):
    """Lambda, u, then EM by one session per blocking; a session that cannot run is reported, not fatal."""
    notes, start = [], time.perf_counter()
    linker.training.estimate_probability_two_random_records_match([rule(words) for words in setup["deterministic"]], recall=setup["recall"])
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for words in setup["em"]:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule(words), estimate_without_term_frequencies=True)
        except Exception as error:  # Splink raises several kinds for "no pairs" and "cannot estimate"
            notes.append(f"EM on {words}: {type(error).__name__}")
    seconds["train"] = time.perf_counter() - start
    return notes


def run(name, rules, model, folder):
    files, make = SETS[name]
    setup, con, seconds = make(cl, cll), duckdb.connect(), {}
    con.execute("set threads = 2").fetchall()
    start = time.perf_counter()
    tables = load(con, files, folder, setup["columns"])
    seconds["load"] = time.perf_counter() - start
    settings = SettingsCreator(
        link_type="link_only" if len(files) > 1 else "dedupe_only",
        blocking_rules_to_generate_predictions=[rule(words) for words in setup["rules"][rules]],
        comparisons=setup["models"][model],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    api = DuckDBAPI(connection=con)
    source = [api.register(table, dataset_display_name=table) for table in tables] if V5 else tables
    inputs = source if len(source) > 1 else source[0]
    linker = Linker(inputs, settings) if V5 else Linker(inputs, settings, db_api=api)
    notes = train(linker, setup, seconds)
    start = time.perf_counter()
    scored_table = linker.inference.predict().physical_name
    seconds["predict"] = time.perf_counter() - start
    scored = con.execute(f"select unique_id_l, unique_id_r, match_weight from {scored_table}").fetchall()
    ids = [row[0] for table in tables for row in con.execute(f"select unique_id from {table}").fetchall()]
    return setup, scored, ids, seconds, notes


def measure(name, rules, model, folder, export):
    setup, scored, ids, seconds, notes = run(name, rules, model, folder)
    truth = read_truth((folder / name / "truth.csv").read_text().splitlines())
    entity = {key: truth.get(key, f"alone {key}") for key in ids}
    counts = {}
    for value in entity.values():
        counts[value] = counts.get(value, 0) + 1
    total = pairs_of(counts)
    covered = sum(entity[one] == entity[other] for one, other, _ in scored)
    points = {point["weight"]: point for point in curve(scored, entity, total, [*AT.values(), *GRID])}
    grid = [points[weight] for weight in sorted(GRID, reverse=True)]
    result = dict(
        set=name, rules=rules, model=model, splink=splink.__version__, duckdb=duckdb.__version__, rows=len(ids), truePairs=total,
        candidatePairs=len(scored), candidateRecall=covered / total,
        at={label: points[weight] for label, weight in AT.items()},
        best={key: best_of(grid, key) for key in ("links", "pairwise", "bCubed")},
        seconds={stage: round(value, 2) for stage, value in seconds.items()}, notes=notes,
    )
    if len(SETS[name][0]) > 1:
        assigned = one_to_one(scored, entity, total, [*AT.values(), *GRID])
        result["oneToOne"] = dict(at={label: p["links"] for label, w in AT.items() for p in assigned if p["weight"] == w}, best=best_of(assigned, "links"))
    if export:
        write_export(export, name, rules, setup, scored)
    return result


def write_export(export, name, rules, setup, scored):
    export.mkdir(parents=True, exist_ok=True)
    (export / f"{name}.{rules}.rules.json").write_text(json.dumps(dict(columns=setup["columns"], rules=setup["rules"][rules]), indent=2) + "\n")
    with open(export / f"{name}.{rules}.pairs.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id_a", "id_b"])
        writer.writerows(sorted((one, other) for one, other, _ in scored))


def line(result):
    def f(quality):
        return "/".join(f"{quality[key]:.4f}" for key in ("precision", "recall", "f1"))

    at, best = result["at"], result["best"]
    print(f"{result['set']} {result['rules']} {result['model']} (Splink {result['splink']}): {result['candidatePairs']:,} candidates, recall {result['candidateRecall']:.4f}, {sum(result['seconds'].values()):.1f} s {'; '.join(result['notes'])}")
    for label, point in at.items():
        print(f"   at {label:<5} links {f(point['links'])}  clusters {f(point['pairwise'])}  B-cubed {f(point['bCubed'])}")
    print(f"   best    links {f(best['links']['links'])} ({best['links']['weight']})  clusters {f(best['pairwise']['pairwise'])} ({best['pairwise']['weight']})  B-cubed {f(best['bCubed']['bCubed'])} ({best['bCubed']['weight']})")
    if "oneToOne" in result:
        one = result["oneToOne"]
        print(f"   one to one at 0.95 {f(one['at']['0.95'])}  best {f(one['best']['links'])} ({one['best']['weight']})", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", choices=list(SETS))
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--export", type=pathlib.Path)
    parser.add_argument("--model")
    parser.add_argument("--rules")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    for name in options.sets:
        setup = SETS[name][1](cl, cll)
        for rules in setup["rules"] if options.rules is None else [options.rules]:
            for model in setup["models"] if options.model is None else [options.model]:
                result = measure(name, rules, model, options.data, options.export)
                line(result)
                gc.collect()
                if options.out:
                    with open(options.out, "a") as file:
                        file.write(json.dumps(result) + os.linesep)


if __name__ == "__main__":
    main()
