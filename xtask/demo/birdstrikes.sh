# What do birds cost? Of ten thousand strikes that the FAA was told of, those on approach, by species.
set -euo pipefail
printf 'cost $\tstrikes\tknots\tspecies\n'
cat /data/birdstrikes.csv \
    | grep -e '^Airport Name,' -e ',Approach,' \
    | python3 /demo/cost_by_species.py \
    | sort -t $'\t' -k 1,1nr -k 4 \
    | tee /results/cost_by_species.tsv
