{ SHA-256, which Free Pascal 3.2 does not bring. }
unit Sha256;

{$MODE Delphi}{$H+}{$Q-}{$R-}

interface

function Sha256Hex(const Bytes: RawByteString): RawByteString;

implementation

uses
  SysUtils;

type
  TState = array [0..7] of Cardinal;

const
  K: array [0..63] of Cardinal = (
    $428a2f98, $71374491, $b5c0fbcf, $e9b5dba5, $3956c25b, $59f111f1, $923f82a4, $ab1c5ed5,
    $d807aa98, $12835b01, $243185be, $550c7dc3, $72be5d74, $80deb1fe, $9bdc06a7, $c19bf174,
    $e49b69c1, $efbe4786, $0fc19dc6, $240ca1cc, $2de92c6f, $4a7484aa, $5cb0a9dc, $76f988da,
    $983e5152, $a831c66d, $b00327c8, $bf597fc7, $c6e00bf3, $d5a79147, $06ca6351, $14292967,
    $27b70a85, $2e1b2138, $4d2c6dfc, $53380d13, $650a7354, $766a0abb, $81c2c92e, $92722c85,
    $a2bfe8a1, $a81a664b, $c24b8b70, $c76c51a3, $d192e819, $d6990624, $f40e3585, $106aa070,
    $19a4c116, $1e376c08, $2748774c, $34b0bcb5, $391c0cb3, $4ed8aa4a, $5b9cca4f, $682e6ff3,
    $748f82ee, $78a5636f, $84c87814, $8cc70208, $90befffa, $a4506ceb, $bef9a3f7, $c67178f2);
  Start: TState = (
    $6a09e667, $bb67ae85, $3c6ef372, $a54ff53a, $510e527f, $9b05688c, $1f83d9ab, $5be0cd19);

function Sha256Hex(const Bytes: RawByteString): RawByteString;
var
  Padded: RawByteString;
  H, V: TState;
  W: array [0..63] of Cardinal;
  I, T: Integer;
  Bits: QWord;
  S0, S1, T1, T2: Cardinal;
begin
  Bits := QWord(Length(Bytes)) * 8;
  Padded := Bytes + RawByteString(#$80) + RawByteString(StringOfChar(AnsiChar(#0), (119 - Length(Bytes) mod 64) mod 64));
  for I := 7 downto 0 do Padded := Padded + RawByteString(AnsiChar(Byte(Bits shr (8 * I))));
  H := Start;
  for I := 0 to Length(Padded) div 64 - 1 do
  begin
    for T := 0 to 15 do W[T] := BEtoN(PCardinal(@Padded[1 + I * 64 + T * 4])^);
    for T := 16 to 63 do
    begin
      S0 := RorDWord(W[T - 15], 7) xor RorDWord(W[T - 15], 18) xor (W[T - 15] shr 3);
      S1 := RorDWord(W[T - 2], 17) xor RorDWord(W[T - 2], 19) xor (W[T - 2] shr 10);
      W[T] := W[T - 16] + S0 + W[T - 7] + S1;
    end;
    V := H;
    for T := 0 to 63 do
    begin
      S1 := RorDWord(V[4], 6) xor RorDWord(V[4], 11) xor RorDWord(V[4], 25);
      T1 := V[7] + S1 + ((V[4] and V[5]) xor (not V[4] and V[6])) + K[T] + W[T];
      S0 := RorDWord(V[0], 2) xor RorDWord(V[0], 13) xor RorDWord(V[0], 22);
      T2 := S0 + ((V[0] and V[1]) xor (V[0] and V[2]) xor (V[1] and V[2]));
      Move(V[0], V[1], 7 * SizeOf(Cardinal));
      V[4] := V[4] + T1;
      V[0] := T1 + T2;
    end;
    for T := 0 to 7 do H[T] := H[T] + V[T];
  end;
  Result := '';
  for T := 0 to 7 do Result := Result + RawByteString(LowerCase(IntToHex(H[T], 8)));
end;

end.
