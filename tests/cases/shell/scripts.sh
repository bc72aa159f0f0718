#### shebang
printf '#!/bin/bash\necho "bash $1 $#"\nexit 3\n' > s; chmod +x s; ./s a b; echo $?; printf '#!/bin/sh\necho sh $0\n' > t; chmod +x t; ./t; printf '#!/usr/bin/env bash\necho env\n' > u; chmod +x u; ./u; PATH=$PWD:$PATH; s found

#### shebang_variants
printf '#!/bin/cat\nline\n' > c; chmod +x c; ./c; printf '#!/usr/bin/awk -f\nBEGIN { print "awk" }\n' > a; chmod +x a; ./a; printf '#!/usr/bin/sed -nf\n2p\n' > d; chmod +x d; ./d c; printf 'echo no shebang $1\n' > n; chmod +x n; ./n x; printf '#!/nonexistent/interp\n' > b; chmod +x b; ./b 2>/dev/null; echo $?

#### python_shebang
printf '#!/usr/bin/env python3\nimport sys\nprint(sys.argv[1:])\nsys.exit(4)\n' > p; chmod +x p; ./p a 'b c'; echo $?; echo 'print(6*7)' | python3 -; python3 -c 'print("from shell")' | tr a-z A-Z

#### path_lookup
mkdir bin; printf '#!/bin/sh\necho mine\n' > bin/mycmd; chmod +x bin/mycmd; PATH=$PWD/bin:$PATH mycmd; mycmd 2>/dev/null; echo $?; PATH=$PWD/bin:$PATH; mycmd; hash -r; chmod -x bin/mycmd; mycmd 2>/dev/null; echo $?; (PATH=; ls 2>/dev/null; echo $?)

#### permission_denied
echo 'echo hi' > s; ./s 2>/dev/null; echo $?; chmod +x s; ./s; mkdir d; d/ 2>/dev/null; echo $?; ./d 2>/dev/null; echo $?; printf '\x7fELFjunk' > e; chmod +x e; ./e 2>/dev/null; echo $?

#### script_sees_arguments
cat > s <<'E'
echo "$0 $# $*"
while (($#)); do case $1 in -v) echo verbose;; -o) shift; echo "out=$1";; --) shift; break;; -*) echo "bad $1"; exit 2;; *) break;; esac; shift; done
echo "rest: $*"
E
bash s -v -o file a b; bash s -x; echo $?; bash s -- -v

#### script_sources_relative
mkdir lib; echo 'helper() { echo helped $1; }' > lib/h.sh; printf '. "$(dirname "$0")/lib/h.sh"\nhelper me\necho ${BASH_SOURCE[0]}\n' > main.sh; bash main.sh; cd lib; bash ../main.sh

#### config_parser
printf '# comment\nname = demo\n\n[sec]\nkey=va lue\n' > c.ini; while IFS='=' read -r k v; do k=${k// /}; [[ -z $k || $k == \#* ]] && continue; if [[ $k =~ ^\[(.*)\]$ ]]; then s=${BASH_REMATCH[1]}; else echo "${s:-root}.$k=${v# }"; fi; done < c.ini

#### log_report
for i in {1..20}; do echo "2024-01-$(printf %02d $i) $((i%3?200:500)) /p$((i%4))"; done > log; awk '{n[$2]++} END {for (s in n) print s, n[s]}' log | sort; grep -c ' 500 ' log; cut -d' ' -f3 log | sort | uniq -c | sort -k1,1nr -k2 | sed 's/^ *//'; sed -n '5,7p' log; tail -1 log

#### csv_processing
printf 'name,dept,pay\nann,eng,10\nbob,ops,20\ncat,eng,30\n' > p.csv; tail -n +2 p.csv | while IFS=, read -r n d p; do echo "$d $p"; done | awk '{t[$1]+=$2} END {for (d in t) print d "=" t[d]}' | sort; sort -t, -k3,3nr p.csv | head -2; awk -F, 'NR>1 && $3>15 {print toupper($1)}' p.csv

#### todo_application
cat > todo <<'E'
f=todo.txt; case $1 in add) shift; echo "$*" >> $f;; ls) n=0; while read -r l; do echo "$((++n)). $l"; done < $f;; rm) sed -i "${2}d" $f;; *) echo usage >&2; exit 64;; esac
E
bash todo add buy milk; bash todo add write code; bash todo ls; bash todo rm 1; bash todo ls; bash todo x 2>/dev/null; echo $?

#### makefile_like
build() { [[ $2 -nt $1 ]] && { echo "$1 <- $2"; cp "$2" "$1"; touch -r "$2" "$1"; } || echo "$1 up to date"; }; echo src > a.c; touch -d '2020-01-02' a.c; touch -d '2020-01-01' a.o; build a.o a.c; build a.o a.c

#### backup_script
mkdir -p src/sub; echo 1 > src/a; echo 2 > src/sub/b; tar cf b.tar src; rm -r src; tar xf b.tar; cat src/sub/b; tar tf b.tar | sort; gzip -k b.tar; gzip -dc b.tar.gz | tar tf - | wc -l; (cd src && find . -type f | sort | xargs cat)

#### password_generator_shape
p=$(head -c 100 /dev/urandom | base64 | tr -dc 'a-zA-Z0-9' | head -c 16); echo ${#p}; [[ $p =~ ^[a-zA-Z0-9]+$ ]] && echo ok

#### rpn_calculator
rpn() { local s=() t a b; for t; do case $t in [-+*/]) b=${s[-1]}; a=${s[-2]}; unset 's[-1]' 's[-1]'; s=("${s[@]}" $((a $t b)));; *) s+=("$t");; esac; done; echo "${s[@]}"; }; set -f; rpn 3 4 + 2 '*'; rpn 100 7 /; rpn 1 2 3

#### life
g=(00000 00100 00100 00100 00000); step() { local n=() r c i j s row; for r in {0..4}; do row=; for c in {0..4}; do s=0; for i in -1 0 1; do for j in -1 0 1; do ((i||j)) || continue; ((r+i<0||r+i>4||c+j<0||c+j>4)) && continue; ((s+=${g[r+i]:c+j:1})); done; done; if ((s==3||(s==2&&${g[r]:c:1}))); then row+=1; else row+=0; fi; done; n+=($row); done; g=("${n[@]}"); }; step; printf '%s\n' "${g[@]}"

#### template_rendering
name=World n=3; cat > t <<'E'
Hello ${name}, ${n} items: $(seq -s, $n)
E
eval "cat <<T
$(cat t)
T"; sed -e "s/@NAME@/$name/g" -e 's/@N@/'"$n"'/' <<< '@NAME@ x@N@'

#### parallel_map
mkdir out; for f in a b c d; do (echo "$f" | tr a-z A-Z > out/$f; exit $(printf %d "'$f")) & done; wait; cat out/*; ls out | wc -l

#### heredoc_script_generation
cat > gen.sh <<'OUTER'
cat > made.sh <<INNER
echo "made at level \$1, outer $1"
INNER
bash made.sh 2
OUTER
bash gen.sh 1

#### read_from_terminal_absent
read -r x; echo "status $? [$x]"; cat | wc -c; [[ -t 1 ]] || echo notty; [ -t 0 ] || echo nostdin

#### long_script
for i in $(seq 1 500); do echo "x$i=$i"; done > s; echo 'echo $((x1+x250+x500))' >> s; bash s; (echo 'echo $(('; seq -s+ 1 300; echo '))') | tr -d '\n' | bash

#### stdin_is_shared
printf 'a\nb\nc\n' > f; { read x; cat > rest; } < f; echo $x; cat rest; { head -n1 > h; cat h; } < f; while read -r l; do echo "l $l"; cat > /dev/null; done < f

#### nested_quotes_everywhere
bash -c "echo \"a 'b' \$(echo \"c \\\"d\\\"\")\""; sh -c 'echo "$1"' _ 'x "y" z'; ssh_like() { bash -c "$*"; }; ssh_like echo "'quoted arg'"; eval "$(printf 'echo %q' 'a  b;c')"

#### arguments_and_sources
echo 'echo "$0 $# $@ ${BASH_SOURCE[0]} $LINENO"; f() { echo ${FUNCNAME[@]} ${BASH_SOURCE[@]}; }; f' > s.sh; bash s.sh a b; . ./s.sh c d; bash -s x y < s.sh; cat s.sh | bash -s -- q; chmod +x s.sh; ./s.sh 1

#### fields_by_line
while IFS=, read -r name age city; do echo "$name is $age from $city"; done <<'C'
x,1,y
p q,2,z
C

#### last_line_without_newline
while IFS= read -r line || [[ -n $line ]]; do echo "[$line]"; done < <(printf 'a\n b \nlast')
