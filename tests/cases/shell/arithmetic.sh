#### operators
echo $((7/2)) $((-7/2)) $((7%3)) $((-7%3)) $((2**10)) $((1<<10)) $((-16>>2)) $((5&3)) $((5|3)) $((5^3)) $((~5)) $((!0)) $((!7))
echo $((1<2)) $((2<=2)) $((3>4)) $((3>=4)) $((3==3)) $((3!=3)) $((1&&0)) $((1||0)) $((1?2:3)) $((1,2,3))

#### bases
echo $((0x1f)) $((010)) $((2#1011)) $((16#ff)) $((36#z)) $((64#_)) $((8#17)) $((0XFF))

#### assignment_operators
a=10; ((a+=5)); echo $a; ((a-=3,a*=2)); echo $a; ((a/=5)); echo $a; ((a%=3)); echo $a; ((a<<=4)); echo $a; ((a|=3)); echo $a; ((a&=6)); echo $a; ((a^=1)); echo $a; ((a>>=1)); echo $a

#### increments
a=5; echo $((a++)) $a $((++a)) $a $((a--)) $a $((--a)) $a; echo $((- -3)) $((+4)) $((a+++a))

#### precedence
echo $((2+3*4)) $(((2+3)*4)) $((2**3**2)) $((-2**2)) $((1|2&3)) $((1+2<<3)) $((1==1&&2==2||0)) $((7-3-2)) $((100/5/2))

#### overflow
echo $((9223372036854775807+1)) $((-9223372036854775808)) $((9223372036854775807*2)) $((1<<63)) $((1<<64))

#### division_by_zero
(echo $((1/0))) 2>/dev/null; echo $?; ( ((1%0)) ) 2>/dev/null; echo $?; echo alive

#### variables_are_recursive
a=b b=c c=42; echo $((a)) $((a+1)); e='1+2'; echo $((e*2)) $(($e*2)); unset z; echo $((z)) $((z+1)) "$((  ))"

#### let_command
let a=5 b=a*2 'c = a + b'; echo $a $b $c; let 'x=0'; echo $?; let 'x=1'; echo $?; let "y = (1 + 2) * 3"; echo $y

#### arithmetic_command_status
((0)); echo $?; ((1)); echo $?; ((5>3)) && echo yes; if ((a=0)); then echo t; else echo f; fi; while ((i<3)); do ((i++)); done; echo $i

#### for_loop
for ((i=0,j=10; i<j; i+=3,j--)); do echo -n "$i:$j "; done; echo; for ((;;)); do ((n++>2)) && break; done; echo $n

#### arrays_in_arithmetic
a=(1 2 3); echo $((a[0]+a[1]*a[2])); ((a[1]+=10)); echo "${a[@]}"; i=2; echo $((a[i]--)) "${a[i]}"; declare -A m; ((m[x]=7)); echo $((m[x]+1)); echo ${a[i-1]}

#### integer_attribute
declare -i n; n=3+4; echo $n; n=n*2; echo $n; n+=5; echo $n; n=abc; echo $n; declare -i m=010; echo $m

#### conditional_nesting
x=15; echo $((x>10 ? x>20 ? 3 : 2 : 1)) $((x%15==0?1:0)); echo $(( (x & 1) == 0 ? 0 : 1 ))

#### invalid_expressions
(echo $((1 +))) 2>/dev/null; echo $?; (echo $((08))) 2>/dev/null; echo $?; (echo $((3 4))) 2>/dev/null; echo $?; (( 1 + )) 2>/dev/null; echo $?

#### sums_from_input
s=0; while read -r n; do ((s+=n)); done < <(seq 1000); echo $s; seq 100 | { while read n; do ((t+=n*n)); done; echo $t; }

#### collatz_and_primes
n=27 c=0; while ((n!=1)); do ((n=n%2?3*n+1:n/2,c++)); done; echo $c
for ((p=2;p<60;p++)); do for ((d=2;d*d<=p;d++)); do ((p%d)) || continue 2; done; echo -n "$p "; done; echo

#### fibonacci_function
fib() { local n=$1; if ((n<2)); then echo $n; else echo $(( $(fib $((n-1))) + $(fib $((n-2))) )); fi; }; fib 9

#### comparison_of_strings_and_numbers
[ 10 -gt 9 ] && echo num; [[ 10 < 9 ]] && echo lex; [[ 010 -eq 8 ]] && echo octal; [ 010 -eq 10 ] && echo decimal; [[ 1+1 -eq 2 ]] && echo expr

#### random_and_seconds
[[ $RANDOM -ge 0 && $RANDOM -lt 32768 ]] && echo ok; RANDOM=42; a=$RANDOM; RANDOM=42; [[ $a == $RANDOM ]] && echo seeded; [[ $SRANDOM =~ ^[0-9]+$ ]] && echo s; [[ $SECONDS -lt 100 ]] && echo sec; [[ $EPOCHSECONDS -gt 1600000000 ]] && echo epoch

#### bases_and_operators
echo $((16#ff)) $((2#1011)) $((8#17)) $((36#z)) $((0x1f)) $((017)) $((64#_)) $((10#08)) $((-7/2)) $((-7%3)) $((2**10)) $((1<<4|3)) $((5&6^1)) $((~5)) $((!3)) $((1?2:3))

#### assignments_and_commas
((x=5)); ((x+=3, y=x*2)); echo $x $y $((x++ + ++x)) $x; let "z = x << 2" w=3; echo $z $w; ((0)); echo $?; ((1)); echo $?; i=5; while ((i-->2)); do echo -n $i; done; echo
