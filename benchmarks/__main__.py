"""Runs every benchmark."""

from benchmarks import classify, example, link

if __name__ == "__main__":
    for name, benchmark in (("example", example), ("classify", classify), ("link", link)):
        print(f"--- {name}")
        benchmark.main()
